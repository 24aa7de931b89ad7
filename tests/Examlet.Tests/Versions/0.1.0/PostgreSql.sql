--
-- PostgreSQL database dump
--


-- Dumped from database version 15.18 (Debian 15.18-0+deb12u1)
-- Dumped by pg_dump version 15.18 (Debian 15.18-0+deb12u1)

SELECT pg_catalog.set_config('search_path', '', false);



--
-- Name: announcement; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.announcement (
    session_id text NOT NULL,
    number bigint NOT NULL,
    id text NOT NULL,
    message text NOT NULL,
    at bigint NOT NULL,
    acknowledged_at bigint
);


--
-- Name: answer_version; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.answer_version (
    session_id text NOT NULL,
    question_id text NOT NULL,
    version_order bigint NOT NULL,
    seq bigint,
    value text NOT NULL,
    completed bigint NOT NULL,
    context text,
    digest text NOT NULL,
    saved_at bigint NOT NULL,
    link bigint,
    chain text
);


--
-- Name: api_key; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.api_key (
    id text NOT NULL,
    hash text NOT NULL,
    user_id text NOT NULL,
    label text,
    created_at bigint NOT NULL,
    revoked_at bigint
);


--
-- Name: app_user; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.app_user (
    id text NOT NULL,
    workspace_id text NOT NULL,
    email text NOT NULL,
    email_key text NOT NULL,
    name text,
    role text NOT NULL,
    time_multiplier double precision NOT NULL,
    metadata text,
    created_by text,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    deleted_at bigint,
    changed_at bigint
);


--
-- Name: audit_entry; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.audit_entry (
    id text NOT NULL,
    workspace_id text NOT NULL,
    exam_id text NOT NULL,
    session_id text,
    user_id text NOT NULL,
    action text NOT NULL,
    data text NOT NULL,
    reason text,
    at bigint NOT NULL
);


--
-- Name: embed_session; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.embed_session (
    id text NOT NULL,
    workspace_id text NOT NULL,
    exam_id text NOT NULL,
    actor text NOT NULL,
    created_by text NOT NULL,
    exam_session_id text,
    allowed_origin text,
    allowed_ancestors text,
    return_url text,
    theme text,
    metadata text,
    presets text NOT NULL,
    created_at bigint NOT NULL,
    expires_at bigint NOT NULL,
    expiry_seen_at bigint,
    deleted_at bigint,
    changed_at bigint
);


--
-- Name: exam; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.exam (
    id text NOT NULL,
    workspace_id text NOT NULL,
    version_id text NOT NULL,
    metadata text,
    created_by text NOT NULL,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL
);


--
-- Name: exam_permission; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.exam_permission (
    exam_id text NOT NULL,
    user_id text NOT NULL,
    role text NOT NULL,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    created_by text NOT NULL
);


--
-- Name: exam_session; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.exam_session (
    id text NOT NULL,
    workspace_id text NOT NULL,
    exam_id text NOT NULL,
    version_id text NOT NULL,
    user_id text NOT NULL,
    embed_session_id text NOT NULL,
    seed text NOT NULL,
    rules bigint NOT NULL,
    epoch bigint NOT NULL,
    started_at bigint NOT NULL,
    time_limit bigint,
    time_multiplier double precision NOT NULL,
    extra_time bigint NOT NULL,
    paused_time bigint NOT NULL,
    paused_at bigint,
    closes_at bigint,
    deadline bigint,
    first_answer_at bigint,
    last_answer_at bigint,
    completed_at bigint,
    completion_reason text,
    settled_at bigint,
    voided_at bigint,
    last_seq bigint NOT NULL,
    last_link bigint DEFAULT 0 NOT NULL,
    chain text,
    state text,
    state_order bigint NOT NULL,
    "position" bigint NOT NULL,
    score text,
    receipt_code text,
    announcements bigint DEFAULT 0 NOT NULL,
    volume bigint DEFAULT 0 NOT NULL,
    changed_at bigint
)
WITH (fillfactor='70');


--
-- Name: exam_version; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.exam_version (
    id text NOT NULL,
    exam_id text NOT NULL,
    hash text NOT NULL,
    content text NOT NULL,
    created_at bigint NOT NULL
);


--
-- Name: file_chunk; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.file_chunk (
    file_id text NOT NULL,
    start bigint NOT NULL,
    bytes bytea NOT NULL
);


--
-- Name: heartbeat; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.heartbeat (
    id bigint NOT NULL,
    at bigint NOT NULL,
    room text
);


--
-- Name: idempotency_key; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.idempotency_key (
    scope text NOT NULL,
    request_hash text NOT NULL,
    status bigint NOT NULL,
    content_type text,
    body text,
    created_at bigint NOT NULL
);


--
-- Name: migration_turn; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.migration_turn (
);


--
-- Name: monitor_link; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.monitor_link (
    id text NOT NULL,
    workspace_id text NOT NULL,
    exam_id text NOT NULL,
    created_by text NOT NULL,
    created_at bigint NOT NULL,
    expires_at bigint NOT NULL,
    revoked_at bigint
);


--
-- Name: readable_answer; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.readable_answer (
    session_id text NOT NULL,
    question_id text NOT NULL,
    version_order bigint NOT NULL,
    rules bigint NOT NULL,
    readable text NOT NULL
);


--
-- Name: receipt; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.receipt (
    code text NOT NULL,
    session_id text NOT NULL,
    number bigint NOT NULL,
    issued_at bigint NOT NULL,
    jws text NOT NULL,
    salts text NOT NULL,
    exam_name text,
    verdict text,
    judged_at bigint,
    judged_keys text,
    judged_link bigint,
    judged_chain text
);


--
-- Name: retained_save; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.retained_save (
    id text NOT NULL,
    session_id text NOT NULL,
    question_id text NOT NULL,
    version_order bigint NOT NULL,
    value text NOT NULL,
    completed bigint NOT NULL,
    context text,
    digest text NOT NULL,
    reason text NOT NULL,
    arrived_at bigint NOT NULL,
    written_at bigint,
    accepted_at bigint,
    accepted_by text,
    accepted_order bigint
);


--
-- Name: schemaversions; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.schemaversions (
    schemaversionsid integer NOT NULL,
    scriptname character varying(255) NOT NULL,
    applied timestamp without time zone NOT NULL
);


--
-- Name: schemaversions_schemaversionsid_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.schemaversions_schemaversionsid_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: schemaversions_schemaversionsid_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.schemaversions_schemaversionsid_seq OWNED BY public.schemaversions.schemaversionsid;


--
-- Name: session_event; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.session_event (
    session_id text NOT NULL,
    seq bigint NOT NULL,
    name text NOT NULL,
    data text NOT NULL,
    at bigint NOT NULL
);


--
-- Name: session_presence; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.session_presence (
    session_id text NOT NULL,
    seen_at bigint NOT NULL,
    seen_by text,
    left_at bigint,
    unsent bigint,
    unsent_at bigint,
    lost bigint DEFAULT 0 NOT NULL,
    lost_from bigint,
    lost_until bigint
);


--
-- Name: stored_file; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.stored_file (
    id text NOT NULL,
    session_id text NOT NULL,
    question_id text NOT NULL,
    name text NOT NULL,
    type text NOT NULL,
    size bigint,
    received bigint NOT NULL,
    sha256 text,
    completed_at bigint,
    created_at bigint NOT NULL
);


--
-- Name: webhook; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.webhook (
    id text NOT NULL,
    workspace_id text NOT NULL,
    url text NOT NULL,
    events text,
    description text,
    enabled bigint NOT NULL,
    disabled_reason text,
    secret_number bigint NOT NULL,
    previous_secret_until bigint,
    created_by text NOT NULL,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL
);


--
-- Name: webhook_message; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.webhook_message (
    id text NOT NULL,
    webhook_id text NOT NULL,
    order_key text NOT NULL,
    number bigint NOT NULL,
    type text NOT NULL,
    body text NOT NULL,
    status text NOT NULL,
    attempts bigint NOT NULL,
    next_attempt_at bigint,
    claim text,
    last_status bigint,
    last_error text,
    delivered_at bigint,
    created_at bigint NOT NULL
);


--
-- Name: workspace; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.workspace (
    id text NOT NULL,
    name text NOT NULL,
    is_sandbox bigint DEFAULT 0 NOT NULL,
    clock_ahead bigint DEFAULT 0 NOT NULL,
    created_at bigint NOT NULL
);


--
-- Name: schemaversions schemaversionsid; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.schemaversions ALTER COLUMN schemaversionsid SET DEFAULT nextval('public.schemaversions_schemaversionsid_seq'::regclass);


--
-- Data for Name: announcement; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.announcement (session_id, number, id, message, at, acknowledged_at) VALUES ('session_8dRuhCtv8DKyFCyVYbbPLKFJ', 1, 'announcement_7pQfA2gFYaittWf1BmI6mH9R', 'Ten minutes more', 1772438400120, NULL);


--
-- Data for Name: answer_version; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.answer_version (session_id, question_id, version_order, seq, value, completed, context, digest, saved_at, link, chain) VALUES ('session_qQ7FyIbaiWJLXq7fozCnqAcT', 'q_RhdeGyE7gDIuL2KClQlObSbY', 4294967297, 2, '"what I wrote first"', 1, NULL, 'SUqqVz3WYF3mnY+5H1R0VGr57gowJ1O1774HONWtoi8=', 1772438400120, 1, 'Get38D0eVUe8KhIYIY+gMwcadiuRAVhpjSajpd5Lvmg=');
INSERT INTO public.answer_version (session_id, question_id, version_order, seq, value, completed, context, digest, saved_at, link, chain) VALUES ('session_qQ7FyIbaiWJLXq7fozCnqAcT', 'q_RhdeGyE7gDIuL2KClQlObSbY', 4294967298, 3, '"what I have so far ✓"', 1, NULL, 'wXn2Xv5fBeiUw0RAGvfiG9vD86b/9EPXgmA+/Tqk1Ik=', 1772438400120, 2, '4l5YtBP0Kpc1AUY3MS4HmGPrx6hBgnmWMFL4bycLzXA=');
INSERT INTO public.answer_version (session_id, question_id, version_order, seq, value, completed, context, digest, saved_at, link, chain) VALUES ('session_8dRuhCtv8DKyFCyVYbbPLKFJ', 'q_RPmGW0GtMGgN9DC5UsrPporu', 4294967297, 2, '"what I wrote first"', 1, NULL, 'SUqqVz3WYF3mnY+5H1R0VGr57gowJ1O1774HONWtoi8=', 1772438400120, 1, 'wqZ1go9OHz8HThtS/c6ljwAxuBe8CeSrQAKztEk2CXI=');
INSERT INTO public.answer_version (session_id, question_id, version_order, seq, value, completed, context, digest, saved_at, link, chain) VALUES ('session_8dRuhCtv8DKyFCyVYbbPLKFJ', 'q_RPmGW0GtMGgN9DC5UsrPporu', 4294967298, 3, '"what I have so far ✓"', 1, NULL, 'wXn2Xv5fBeiUw0RAGvfiG9vD86b/9EPXgmA+/Tqk1Ik=', 1772438400120, 2, 'Nga1GgYFJ2EmNoLkn2iNQw4suGX2S1I7wFR1PnhWb+I=');
INSERT INTO public.answer_version (session_id, question_id, version_order, seq, value, completed, context, digest, saved_at, link, chain) VALUES ('session_JRJ1WYzcC27KA3zgcfxpe7A6', 'q_DsyFodEYCKGGEzl84Q2NksWk', 4294967297, 2, '"what I wrote first"', 1, NULL, 'SUqqVz3WYF3mnY+5H1R0VGr57gowJ1O1774HONWtoi8=', 1772438400120, 1, 'aWv08jSgL7DPCZQysbth+n4qTCOAbvwZhMjGwxzbuxg=');
INSERT INTO public.answer_version (session_id, question_id, version_order, seq, value, completed, context, digest, saved_at, link, chain) VALUES ('session_JRJ1WYzcC27KA3zgcfxpe7A6', 'q_DsyFodEYCKGGEzl84Q2NksWk', 4294967298, 3, '"what I have so far ✓"', 1, NULL, 'wXn2Xv5fBeiUw0RAGvfiG9vD86b/9EPXgmA+/Tqk1Ik=', 1772438400120, 2, 'TenN2PEzjTXCGJVpiOiaaAdqTNz/W5Gqg7ssU8H4LMc=');
INSERT INTO public.answer_version (session_id, question_id, version_order, seq, value, completed, context, digest, saved_at, link, chain) VALUES ('session_9Vg7XMRhCfhifDOdABSCusVz', 'q_kBg0agVsdd9onZoTQXrDYnWU', 4294967297, 2, '"what I wrote first"', 1, NULL, 'SUqqVz3WYF3mnY+5H1R0VGr57gowJ1O1774HONWtoi8=', 1772438400120, 1, 'EGadOOSJBDbteXMzmxQHMi/P5vp6+1OnCjK24YI+WIo=');
INSERT INTO public.answer_version (session_id, question_id, version_order, seq, value, completed, context, digest, saved_at, link, chain) VALUES ('session_9Vg7XMRhCfhifDOdABSCusVz', 'q_kBg0agVsdd9onZoTQXrDYnWU', 4294967298, 3, '"what I have so far ✓"', 1, NULL, 'wXn2Xv5fBeiUw0RAGvfiG9vD86b/9EPXgmA+/Tqk1Ik=', 1772438400120, 2, 'qM9qRYbe4zph29AIZD3g76UJujprxRfmgwrn/ADjRJo=');
INSERT INTO public.answer_version (session_id, question_id, version_order, seq, value, completed, context, digest, saved_at, link, chain) VALUES ('session_9Vg7XMRhCfhifDOdABSCusVz', 'q_Y66T2PClD4x4aPkQYwgKZpoq', 4294967297, 4, '["file_vEemaiETN0uP1RlCSjMoTZaf","notes.txt"]', 1, NULL, 'KW0tsZXJ831GOHzCDE4dep7wA8ic2TnWz6g1JnC/s34=', 1772438400120, 3, 'i3BR+4RGDFkb7NaBUeDR5p6r/oglUiACmjT1E9mG5N0=');
INSERT INTO public.answer_version (session_id, question_id, version_order, seq, value, completed, context, digest, saved_at, link, chain) VALUES ('session_6elKDdhc9r8vSW23C7uvDXjR', 'q_xSaWbYGR2vfkzz87gEMCogbV', 4294967297, 2, '"what I wrote first"', 1, NULL, 'SUqqVz3WYF3mnY+5H1R0VGr57gowJ1O1774HONWtoi8=', 1772438400120, 1, 'ongUfuTHbOvqYpMsJ6xZUm6y74d8UzCFQ9ZP4waxN7s=');
INSERT INTO public.answer_version (session_id, question_id, version_order, seq, value, completed, context, digest, saved_at, link, chain) VALUES ('session_6elKDdhc9r8vSW23C7uvDXjR', 'q_xSaWbYGR2vfkzz87gEMCogbV', 4294967298, 3, '"what I have so far ✓"', 1, NULL, 'wXn2Xv5fBeiUw0RAGvfiG9vD86b/9EPXgmA+/Tqk1Ik=', 1772438400120, 2, '268vRwZhWVb1jvVknvmc7NXPiI2MeSJEZc1bQtruVgc=');
INSERT INTO public.answer_version (session_id, question_id, version_order, seq, value, completed, context, digest, saved_at, link, chain) VALUES ('session_mtDhglLPneviWCEcJspVfo6w', 'q_Lh8a5IWAc5k9fxTUDwfkcbGg', 4294967297, 2, '"what I wrote first"', 1, NULL, 'SUqqVz3WYF3mnY+5H1R0VGr57gowJ1O1774HONWtoi8=', 1772438400120, 1, 'UxNjYk1vO/A062iTrOHQlI5/CTBYNUNjTakVMZdYPdQ=');
INSERT INTO public.answer_version (session_id, question_id, version_order, seq, value, completed, context, digest, saved_at, link, chain) VALUES ('session_mtDhglLPneviWCEcJspVfo6w', 'q_Lh8a5IWAc5k9fxTUDwfkcbGg', 4294967298, 3, '"what I have so far ✓"', 1, NULL, 'wXn2Xv5fBeiUw0RAGvfiG9vD86b/9EPXgmA+/Tqk1Ik=', 1772438400120, 2, 'WpSltcXeyN3bl4w3cpMbQuwdipSJeH4pjtg+hT9pWbs=');


--
-- Data for Name: api_key; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.api_key (id, hash, user_id, label, created_at, revoked_at) VALUES ('key_ap5jixpBMVJGKWnxjxzGSMNU', '2d977b9c23a87f279c21e1d716f2926abaaa0237c2c202505de9cb1b68f0fbda', 'user_ILu5JXAqzQr4z5IVKQsk34fQ', 'first key', 1772438400120, NULL);
INSERT INTO public.api_key (id, hash, user_id, label, created_at, revoked_at) VALUES ('key_20GiKUddfHGqTWEBrU0BjZqO', 'e5b4ac264972c5eb9796a938c9dcb7f05857d2b1d9a55425d5090fab64180800', 'user_EJS2dQuZyugnXtNyDNuymnBa', 'first key', 1772438400120, NULL);


--
-- Data for Name: app_user; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.app_user (id, workspace_id, email, email_key, name, role, time_multiplier, metadata, created_by, created_at, updated_at, deleted_at, changed_at) VALUES ('user_ILu5JXAqzQr4z5IVKQsk34fQ', 'workspace_MPmU4xYmWUITAK2EG3ml9b3H', 'owner@examlet.invalid', 'owner@examlet.invalid', 'Owner', 'owner', 1, NULL, NULL, 1772438400120, 1772438400120, NULL, NULL);
INSERT INTO public.app_user (id, workspace_id, email, email_key, name, role, time_multiplier, metadata, created_by, created_at, updated_at, deleted_at, changed_at) VALUES ('user_EJS2dQuZyugnXtNyDNuymnBa', 'workspace_QOXGn9ZpfDviqxnhPeZ6brsr', 'founder-1@school.example', 'founder-1@school.example', 'Owner', 'owner', 1, NULL, NULL, 1772438400120, 1772438400120, NULL, NULL);
INSERT INTO public.app_user (id, workspace_id, email, email_key, name, role, time_multiplier, metadata, created_by, created_at, updated_at, deleted_at, changed_at) VALUES ('user_79f9RiQhT8jt4xbVzmyC0rJt', 'workspace_QOXGn9ZpfDviqxnhPeZ6brsr', 'student-1@school.example', 'student-1@school.example', 'student 1', 'student', 1, NULL, 'user_EJS2dQuZyugnXtNyDNuymnBa', 1772438400120, 1772438400120, NULL, NULL);
INSERT INTO public.app_user (id, workspace_id, email, email_key, name, role, time_multiplier, metadata, created_by, created_at, updated_at, deleted_at, changed_at) VALUES ('user_efnyNDrsHTVs74hYsT16RcFd', 'workspace_QOXGn9ZpfDviqxnhPeZ6brsr', 'student-2@school.example', 'student-2@school.example', 'student 2', 'student', 1, NULL, 'user_EJS2dQuZyugnXtNyDNuymnBa', 1772438400120, 1772438400120, NULL, NULL);
INSERT INTO public.app_user (id, workspace_id, email, email_key, name, role, time_multiplier, metadata, created_by, created_at, updated_at, deleted_at, changed_at) VALUES ('user_xQfYdHBLhW6N5iaxvxq5ony4', 'workspace_QOXGn9ZpfDviqxnhPeZ6brsr', 'student-3@school.example', 'student-3@school.example', 'student 3', 'student', 1, NULL, 'user_EJS2dQuZyugnXtNyDNuymnBa', 1772438400120, 1772438400120, NULL, NULL);
INSERT INTO public.app_user (id, workspace_id, email, email_key, name, role, time_multiplier, metadata, created_by, created_at, updated_at, deleted_at, changed_at) VALUES ('user_sHK7Z96zGHDLGixc7iKK5NJu', 'workspace_QOXGn9ZpfDviqxnhPeZ6brsr', 'student-4@school.example', 'student-4@school.example', 'student 4', 'student', 1, NULL, 'user_EJS2dQuZyugnXtNyDNuymnBa', 1772438400120, 1772438400120, NULL, NULL);
INSERT INTO public.app_user (id, workspace_id, email, email_key, name, role, time_multiplier, metadata, created_by, created_at, updated_at, deleted_at, changed_at) VALUES ('user_Ak8CGNsJk1gyrllxbdiEQX83', 'workspace_QOXGn9ZpfDviqxnhPeZ6brsr', 'student-5@school.example', 'student-5@school.example', 'student 5', 'student', 1, NULL, 'user_EJS2dQuZyugnXtNyDNuymnBa', 1772438400120, 1772438400120, NULL, NULL);
INSERT INTO public.app_user (id, workspace_id, email, email_key, name, role, time_multiplier, metadata, created_by, created_at, updated_at, deleted_at, changed_at) VALUES ('user_NkHhCfaaARy5063q18dpS2Wb', 'workspace_QOXGn9ZpfDviqxnhPeZ6brsr', 'student-6@school.example', 'student-6@school.example', 'student 6', 'student', 1, NULL, 'user_EJS2dQuZyugnXtNyDNuymnBa', 1772438400120, 1772438400120, NULL, NULL);
INSERT INTO public.app_user (id, workspace_id, email, email_key, name, role, time_multiplier, metadata, created_by, created_at, updated_at, deleted_at, changed_at) VALUES ('user_e8bnKC61UYHGxpaRP7QUTBFy', 'workspace_QOXGn9ZpfDviqxnhPeZ6brsr', 'student-7@school.example', 'student-7@school.example', 'student 7', 'student', 1, NULL, 'user_EJS2dQuZyugnXtNyDNuymnBa', 1772438400120, 1772438400120, NULL, NULL);


--
-- Data for Name: audit_entry; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.audit_entry (id, workspace_id, exam_id, session_id, user_id, action, data, reason, at) VALUES ('audit_AKPV60tYsiwSZKODtrpOznhv', 'workspace_QOXGn9ZpfDviqxnhPeZ6brsr', 'exam_XjwgsvXYVGstV0e3Tr6aNTj8', 'session_8dRuhCtv8DKyFCyVYbbPLKFJ', 'user_EJS2dQuZyugnXtNyDNuymnBa', 'pause', '{"minutes":null,"message":null,"before":null,"after":null}', 'a fire drill', 1772438400120);
INSERT INTO public.audit_entry (id, workspace_id, exam_id, session_id, user_id, action, data, reason, at) VALUES ('audit_uUCAkmLyr5PDLLgsKSbtZAoP', 'workspace_QOXGn9ZpfDviqxnhPeZ6brsr', 'exam_XjwgsvXYVGstV0e3Tr6aNTj8', 'session_8dRuhCtv8DKyFCyVYbbPLKFJ', 'user_EJS2dQuZyugnXtNyDNuymnBa', 'announce', '{"minutes":null,"message":"Ten minutes more","before":null,"after":null}', 'a fire drill', 1772438400120);
INSERT INTO public.audit_entry (id, workspace_id, exam_id, session_id, user_id, action, data, reason, at) VALUES ('audit_zMQtmMZ0FUX0Lqb5EzMMj26k', 'workspace_QOXGn9ZpfDviqxnhPeZ6brsr', 'exam_Lp8EiehAJLFxRuMltsQcqdO6', 'session_mtDhglLPneviWCEcJspVfo6w', 'user_EJS2dQuZyugnXtNyDNuymnBa', 'void', '{}', NULL, 1772438400120);


--
-- Data for Name: embed_session; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.embed_session (id, workspace_id, exam_id, actor, created_by, exam_session_id, allowed_origin, allowed_ancestors, return_url, theme, metadata, presets, created_at, expires_at, expiry_seen_at, deleted_at, changed_at) VALUES ('embed_session_rQVNdSwAaFipkK6myc0A8Yzg', 'workspace_QOXGn9ZpfDviqxnhPeZ6brsr', 'exam_weB1tQbDfvOfFo33Z4m3dkMx', 'user_79f9RiQhT8jt4xbVzmyC0rJt', 'user_EJS2dQuZyugnXtNyDNuymnBa', 'session_qQ7FyIbaiWJLXq7fozCnqAcT', NULL, NULL, NULL, NULL, NULL, '{"examId":"exam_weB1tQbDfvOfFo33Z4m3dkMx"}', 1772438400120, 1773043200120, NULL, NULL, 1796056739933);
INSERT INTO public.embed_session (id, workspace_id, exam_id, actor, created_by, exam_session_id, allowed_origin, allowed_ancestors, return_url, theme, metadata, presets, created_at, expires_at, expiry_seen_at, deleted_at, changed_at) VALUES ('embed_session_WKL66WJUkt6ydLv6kRgFwHa6', 'workspace_QOXGn9ZpfDviqxnhPeZ6brsr', 'exam_XjwgsvXYVGstV0e3Tr6aNTj8', 'user_efnyNDrsHTVs74hYsT16RcFd', 'user_EJS2dQuZyugnXtNyDNuymnBa', 'session_8dRuhCtv8DKyFCyVYbbPLKFJ', NULL, NULL, NULL, NULL, NULL, '{"examId":"exam_XjwgsvXYVGstV0e3Tr6aNTj8"}', 1772438400120, 1773043200120, NULL, NULL, 1796056740058);
INSERT INTO public.embed_session (id, workspace_id, exam_id, actor, created_by, exam_session_id, allowed_origin, allowed_ancestors, return_url, theme, metadata, presets, created_at, expires_at, expiry_seen_at, deleted_at, changed_at) VALUES ('embed_session_hErZ4cp9qGyoTKA46mB7bX7d', 'workspace_QOXGn9ZpfDviqxnhPeZ6brsr', 'exam_zyEinf1jnc2JE0NwPsiNUrMw', 'user_xQfYdHBLhW6N5iaxvxq5ony4', 'user_EJS2dQuZyugnXtNyDNuymnBa', 'session_JRJ1WYzcC27KA3zgcfxpe7A6', NULL, NULL, NULL, NULL, NULL, '{"examId":"exam_zyEinf1jnc2JE0NwPsiNUrMw"}', 1772438400120, 1773043200120, NULL, NULL, 1796056740286);
INSERT INTO public.embed_session (id, workspace_id, exam_id, actor, created_by, exam_session_id, allowed_origin, allowed_ancestors, return_url, theme, metadata, presets, created_at, expires_at, expiry_seen_at, deleted_at, changed_at) VALUES ('embed_session_8pyM5WyEuezKQoIzsv5auVoL', 'workspace_QOXGn9ZpfDviqxnhPeZ6brsr', 'exam_99AUR2SzGe1uWyUZcXTJm7ac', 'user_sHK7Z96zGHDLGixc7iKK5NJu', 'user_EJS2dQuZyugnXtNyDNuymnBa', 'session_9Vg7XMRhCfhifDOdABSCusVz', NULL, NULL, NULL, NULL, NULL, '{"examId":"exam_99AUR2SzGe1uWyUZcXTJm7ac"}', 1772438400120, 1773043200120, NULL, NULL, 1796056740570);
INSERT INTO public.embed_session (id, workspace_id, exam_id, actor, created_by, exam_session_id, allowed_origin, allowed_ancestors, return_url, theme, metadata, presets, created_at, expires_at, expiry_seen_at, deleted_at, changed_at) VALUES ('embed_session_vquRUfEz2WB5ZJc20xt7YxCN', 'workspace_QOXGn9ZpfDviqxnhPeZ6brsr', 'exam_98udOUXj8LNjkOLAUBDCn0OF', 'user_Ak8CGNsJk1gyrllxbdiEQX83', 'user_EJS2dQuZyugnXtNyDNuymnBa', 'session_6elKDdhc9r8vSW23C7uvDXjR', NULL, NULL, NULL, NULL, NULL, '{"examId":"exam_98udOUXj8LNjkOLAUBDCn0OF"}', 1772438400120, 1773043200120, NULL, NULL, 1796056740928);
INSERT INTO public.embed_session (id, workspace_id, exam_id, actor, created_by, exam_session_id, allowed_origin, allowed_ancestors, return_url, theme, metadata, presets, created_at, expires_at, expiry_seen_at, deleted_at, changed_at) VALUES ('embed_session_20bhgrhuxcGAuZqWwIiUofMe', 'workspace_QOXGn9ZpfDviqxnhPeZ6brsr', 'exam_Lp8EiehAJLFxRuMltsQcqdO6', 'user_NkHhCfaaARy5063q18dpS2Wb', 'user_EJS2dQuZyugnXtNyDNuymnBa', 'session_mtDhglLPneviWCEcJspVfo6w', NULL, NULL, NULL, NULL, NULL, '{"examId":"exam_Lp8EiehAJLFxRuMltsQcqdO6"}', 1772438400120, 1773043200120, NULL, NULL, 1796056741112);
INSERT INTO public.embed_session (id, workspace_id, exam_id, actor, created_by, exam_session_id, allowed_origin, allowed_ancestors, return_url, theme, metadata, presets, created_at, expires_at, expiry_seen_at, deleted_at, changed_at) VALUES ('embed_session_Mg2ssaY7YwU8fPy3wFhsvgmO', 'workspace_QOXGn9ZpfDviqxnhPeZ6brsr', 'exam_rjs5Mze908ZujExY3eeh8GuS', 'user_e8bnKC61UYHGxpaRP7QUTBFy', 'user_EJS2dQuZyugnXtNyDNuymnBa', NULL, NULL, NULL, NULL, NULL, NULL, '{"examId":"exam_rjs5Mze908ZujExY3eeh8GuS"}', 1772438400120, 1773043200120, NULL, NULL, NULL);


--
-- Data for Name: exam; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.exam (id, workspace_id, version_id, metadata, created_by, created_at, updated_at) VALUES ('exam_weB1tQbDfvOfFo33Z4m3dkMx', 'workspace_QOXGn9ZpfDviqxnhPeZ6brsr', 'version_7ICnClge5qmLTe93FjWxc3G1', NULL, 'user_EJS2dQuZyugnXtNyDNuymnBa', 1772438400120, 1772438400120);
INSERT INTO public.exam (id, workspace_id, version_id, metadata, created_by, created_at, updated_at) VALUES ('exam_XjwgsvXYVGstV0e3Tr6aNTj8', 'workspace_QOXGn9ZpfDviqxnhPeZ6brsr', 'version_LfRnWKyTII7n1X2INBLhknrC', NULL, 'user_EJS2dQuZyugnXtNyDNuymnBa', 1772438400120, 1772438400120);
INSERT INTO public.exam (id, workspace_id, version_id, metadata, created_by, created_at, updated_at) VALUES ('exam_zyEinf1jnc2JE0NwPsiNUrMw', 'workspace_QOXGn9ZpfDviqxnhPeZ6brsr', 'version_DW80rdmjfmVnKPobD0Tw3aTd', NULL, 'user_EJS2dQuZyugnXtNyDNuymnBa', 1772438400120, 1772438400120);
INSERT INTO public.exam (id, workspace_id, version_id, metadata, created_by, created_at, updated_at) VALUES ('exam_99AUR2SzGe1uWyUZcXTJm7ac', 'workspace_QOXGn9ZpfDviqxnhPeZ6brsr', 'version_lJRZgoPEetpwJ8Fr57WAqxQq', NULL, 'user_EJS2dQuZyugnXtNyDNuymnBa', 1772438400120, 1772438400120);
INSERT INTO public.exam (id, workspace_id, version_id, metadata, created_by, created_at, updated_at) VALUES ('exam_98udOUXj8LNjkOLAUBDCn0OF', 'workspace_QOXGn9ZpfDviqxnhPeZ6brsr', 'version_O0N6czdykVyYsP9rdME5qmU5', NULL, 'user_EJS2dQuZyugnXtNyDNuymnBa', 1772438400120, 1772438400120);
INSERT INTO public.exam (id, workspace_id, version_id, metadata, created_by, created_at, updated_at) VALUES ('exam_Lp8EiehAJLFxRuMltsQcqdO6', 'workspace_QOXGn9ZpfDviqxnhPeZ6brsr', 'version_A6NDPK473neDCGQ1e2vgLg63', NULL, 'user_EJS2dQuZyugnXtNyDNuymnBa', 1772438400120, 1772438400120);
INSERT INTO public.exam (id, workspace_id, version_id, metadata, created_by, created_at, updated_at) VALUES ('exam_rjs5Mze908ZujExY3eeh8GuS', 'workspace_QOXGn9ZpfDviqxnhPeZ6brsr', 'version_cpkWEERKGInlgic9h6m9k6Uo', NULL, 'user_EJS2dQuZyugnXtNyDNuymnBa', 1772438400120, 1772438400120);


--
-- Data for Name: exam_permission; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.exam_permission (exam_id, user_id, role, created_at, updated_at, created_by) VALUES ('exam_weB1tQbDfvOfFo33Z4m3dkMx', 'user_79f9RiQhT8jt4xbVzmyC0rJt', 'participant', 1772438400120, 1772438400120, 'user_EJS2dQuZyugnXtNyDNuymnBa');
INSERT INTO public.exam_permission (exam_id, user_id, role, created_at, updated_at, created_by) VALUES ('exam_weB1tQbDfvOfFo33Z4m3dkMx', 'user_EJS2dQuZyugnXtNyDNuymnBa', 'owner', 1772438400120, 1772438400120, 'user_EJS2dQuZyugnXtNyDNuymnBa');
INSERT INTO public.exam_permission (exam_id, user_id, role, created_at, updated_at, created_by) VALUES ('exam_XjwgsvXYVGstV0e3Tr6aNTj8', 'user_efnyNDrsHTVs74hYsT16RcFd', 'participant', 1772438400120, 1772438400120, 'user_EJS2dQuZyugnXtNyDNuymnBa');
INSERT INTO public.exam_permission (exam_id, user_id, role, created_at, updated_at, created_by) VALUES ('exam_XjwgsvXYVGstV0e3Tr6aNTj8', 'user_EJS2dQuZyugnXtNyDNuymnBa', 'owner', 1772438400120, 1772438400120, 'user_EJS2dQuZyugnXtNyDNuymnBa');
INSERT INTO public.exam_permission (exam_id, user_id, role, created_at, updated_at, created_by) VALUES ('exam_zyEinf1jnc2JE0NwPsiNUrMw', 'user_xQfYdHBLhW6N5iaxvxq5ony4', 'participant', 1772438400120, 1772438400120, 'user_EJS2dQuZyugnXtNyDNuymnBa');
INSERT INTO public.exam_permission (exam_id, user_id, role, created_at, updated_at, created_by) VALUES ('exam_zyEinf1jnc2JE0NwPsiNUrMw', 'user_EJS2dQuZyugnXtNyDNuymnBa', 'owner', 1772438400120, 1772438400120, 'user_EJS2dQuZyugnXtNyDNuymnBa');
INSERT INTO public.exam_permission (exam_id, user_id, role, created_at, updated_at, created_by) VALUES ('exam_99AUR2SzGe1uWyUZcXTJm7ac', 'user_sHK7Z96zGHDLGixc7iKK5NJu', 'participant', 1772438400120, 1772438400120, 'user_EJS2dQuZyugnXtNyDNuymnBa');
INSERT INTO public.exam_permission (exam_id, user_id, role, created_at, updated_at, created_by) VALUES ('exam_99AUR2SzGe1uWyUZcXTJm7ac', 'user_EJS2dQuZyugnXtNyDNuymnBa', 'owner', 1772438400120, 1772438400120, 'user_EJS2dQuZyugnXtNyDNuymnBa');
INSERT INTO public.exam_permission (exam_id, user_id, role, created_at, updated_at, created_by) VALUES ('exam_98udOUXj8LNjkOLAUBDCn0OF', 'user_Ak8CGNsJk1gyrllxbdiEQX83', 'participant', 1772438400120, 1772438400120, 'user_EJS2dQuZyugnXtNyDNuymnBa');
INSERT INTO public.exam_permission (exam_id, user_id, role, created_at, updated_at, created_by) VALUES ('exam_98udOUXj8LNjkOLAUBDCn0OF', 'user_EJS2dQuZyugnXtNyDNuymnBa', 'owner', 1772438400120, 1772438400120, 'user_EJS2dQuZyugnXtNyDNuymnBa');
INSERT INTO public.exam_permission (exam_id, user_id, role, created_at, updated_at, created_by) VALUES ('exam_Lp8EiehAJLFxRuMltsQcqdO6', 'user_NkHhCfaaARy5063q18dpS2Wb', 'participant', 1772438400120, 1772438400120, 'user_EJS2dQuZyugnXtNyDNuymnBa');
INSERT INTO public.exam_permission (exam_id, user_id, role, created_at, updated_at, created_by) VALUES ('exam_Lp8EiehAJLFxRuMltsQcqdO6', 'user_EJS2dQuZyugnXtNyDNuymnBa', 'owner', 1772438400120, 1772438400120, 'user_EJS2dQuZyugnXtNyDNuymnBa');
INSERT INTO public.exam_permission (exam_id, user_id, role, created_at, updated_at, created_by) VALUES ('exam_rjs5Mze908ZujExY3eeh8GuS', 'user_e8bnKC61UYHGxpaRP7QUTBFy', 'participant', 1772438400120, 1772438400120, 'user_EJS2dQuZyugnXtNyDNuymnBa');
INSERT INTO public.exam_permission (exam_id, user_id, role, created_at, updated_at, created_by) VALUES ('exam_rjs5Mze908ZujExY3eeh8GuS', 'user_EJS2dQuZyugnXtNyDNuymnBa', 'owner', 1772438400120, 1772438400120, 'user_EJS2dQuZyugnXtNyDNuymnBa');


--
-- Data for Name: exam_session; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.exam_session (id, workspace_id, exam_id, version_id, user_id, embed_session_id, seed, rules, epoch, started_at, time_limit, time_multiplier, extra_time, paused_time, paused_at, closes_at, deadline, first_answer_at, last_answer_at, completed_at, completion_reason, settled_at, voided_at, last_seq, last_link, chain, state, state_order, "position", score, receipt_code, announcements, volume, changed_at) VALUES ('session_qQ7FyIbaiWJLXq7fozCnqAcT', 'workspace_QOXGn9ZpfDviqxnhPeZ6brsr', 'exam_weB1tQbDfvOfFo33Z4m3dkMx', 'version_7ICnClge5qmLTe93FjWxc3G1', 'user_79f9RiQhT8jt4xbVzmyC0rJt', 'embed_session_rQVNdSwAaFipkK6myc0A8Yzg', '1b459b8ef23b8cb55d8fd61d8bd2b981', 3, 1, 1772438400120, NULL, 1, 0, 0, NULL, NULL, NULL, 1772438400120, 1772438400120, NULL, NULL, NULL, NULL, 3, 2, '4l5YtBP0Kpc1AUY3MS4HmGPrx6hBgnmWMFL4bycLzXA=', NULL, 0, 0, NULL, NULL, 0, 1068, 1796056739911);
INSERT INTO public.exam_session (id, workspace_id, exam_id, version_id, user_id, embed_session_id, seed, rules, epoch, started_at, time_limit, time_multiplier, extra_time, paused_time, paused_at, closes_at, deadline, first_answer_at, last_answer_at, completed_at, completion_reason, settled_at, voided_at, last_seq, last_link, chain, state, state_order, "position", score, receipt_code, announcements, volume, changed_at) VALUES ('session_mtDhglLPneviWCEcJspVfo6w', 'workspace_QOXGn9ZpfDviqxnhPeZ6brsr', 'exam_Lp8EiehAJLFxRuMltsQcqdO6', 'version_A6NDPK473neDCGQ1e2vgLg63', 'user_NkHhCfaaARy5063q18dpS2Wb', 'embed_session_20bhgrhuxcGAuZqWwIiUofMe', '68101a404e5d36de0b7d2fe1edb457a6', 3, 1, 1772438400120, NULL, 1, 0, 0, NULL, NULL, NULL, 1772438400120, 1772438400120, NULL, NULL, NULL, 1772438400120, 3, 2, 'WpSltcXeyN3bl4w3cpMbQuwdipSJeH4pjtg+hT9pWbs=', NULL, 0, 0, NULL, NULL, 0, 1068, 1796056741214);
INSERT INTO public.exam_session (id, workspace_id, exam_id, version_id, user_id, embed_session_id, seed, rules, epoch, started_at, time_limit, time_multiplier, extra_time, paused_time, paused_at, closes_at, deadline, first_answer_at, last_answer_at, completed_at, completion_reason, settled_at, voided_at, last_seq, last_link, chain, state, state_order, "position", score, receipt_code, announcements, volume, changed_at) VALUES ('session_8dRuhCtv8DKyFCyVYbbPLKFJ', 'workspace_QOXGn9ZpfDviqxnhPeZ6brsr', 'exam_XjwgsvXYVGstV0e3Tr6aNTj8', 'version_LfRnWKyTII7n1X2INBLhknrC', 'user_efnyNDrsHTVs74hYsT16RcFd', 'embed_session_WKL66WJUkt6ydLv6kRgFwHa6', 'ca395ee04c73f29ce019a1854d6449aa', 3, 1, 1772438400120, NULL, 1, 0, 0, 1772438400120, NULL, NULL, 1772438400120, 1772438400120, NULL, NULL, NULL, NULL, 4, 2, 'Nga1GgYFJ2EmNoLkn2iNQw4suGX2S1I7wFR1PnhWb+I=', NULL, 0, 0, NULL, NULL, 1, 1068, 1796056740188);
INSERT INTO public.exam_session (id, workspace_id, exam_id, version_id, user_id, embed_session_id, seed, rules, epoch, started_at, time_limit, time_multiplier, extra_time, paused_time, paused_at, closes_at, deadline, first_answer_at, last_answer_at, completed_at, completion_reason, settled_at, voided_at, last_seq, last_link, chain, state, state_order, "position", score, receipt_code, announcements, volume, changed_at) VALUES ('session_JRJ1WYzcC27KA3zgcfxpe7A6', 'workspace_QOXGn9ZpfDviqxnhPeZ6brsr', 'exam_zyEinf1jnc2JE0NwPsiNUrMw', 'version_DW80rdmjfmVnKPobD0Tw3aTd', 'user_xQfYdHBLhW6N5iaxvxq5ony4', 'embed_session_hErZ4cp9qGyoTKA46mB7bX7d', '9af25cc9456560d014817a10ade4846b', 3, 1, 1772438400120, NULL, 1, 0, 0, NULL, NULL, NULL, 1772438400120, 1772438400120, NULL, NULL, NULL, NULL, 3, 2, 'TenN2PEzjTXCGJVpiOiaaAdqTNz/W5Gqg7ssU8H4LMc=', NULL, 0, 0, NULL, NULL, 0, 1068, 1796056740284);
INSERT INTO public.exam_session (id, workspace_id, exam_id, version_id, user_id, embed_session_id, seed, rules, epoch, started_at, time_limit, time_multiplier, extra_time, paused_time, paused_at, closes_at, deadline, first_answer_at, last_answer_at, completed_at, completion_reason, settled_at, voided_at, last_seq, last_link, chain, state, state_order, "position", score, receipt_code, announcements, volume, changed_at) VALUES ('session_9Vg7XMRhCfhifDOdABSCusVz', 'workspace_QOXGn9ZpfDviqxnhPeZ6brsr', 'exam_99AUR2SzGe1uWyUZcXTJm7ac', 'version_lJRZgoPEetpwJ8Fr57WAqxQq', 'user_sHK7Z96zGHDLGixc7iKK5NJu', 'embed_session_8pyM5WyEuezKQoIzsv5auVoL', '07094f5b4307db3f878f11a8dd14bf11', 3, 1, 1772438400120, NULL, 1, 0, 0, NULL, NULL, NULL, 1772438400120, 1772438400120, 1772438400120, 'submitted', 1772438400120, NULL, 5, 3, 'i3BR+4RGDFkb7NaBUeDR5p6r/oglUiACmjT1E9mG5N0=', NULL, 0, 0, '{"points":0,"maxPoints":2,"needsGrading":true,"questions":[{"questionId":"q_kBg0agVsdd9onZoTQXrDYnWU","points":null,"maxPoints":1,"correct":null,"needsGrading":true},{"questionId":"q_Y66T2PClD4x4aPkQYwgKZpoq","points":null,"maxPoints":1,"correct":null,"needsGrading":true}],"rulesVersion":"3-920f6b27a1c9"}', 'receipt_xsmS2bEPPDi358vbOYGhN6wj', 0, 1633, 1796056740765);
INSERT INTO public.exam_session (id, workspace_id, exam_id, version_id, user_id, embed_session_id, seed, rules, epoch, started_at, time_limit, time_multiplier, extra_time, paused_time, paused_at, closes_at, deadline, first_answer_at, last_answer_at, completed_at, completion_reason, settled_at, voided_at, last_seq, last_link, chain, state, state_order, "position", score, receipt_code, announcements, volume, changed_at) VALUES ('session_6elKDdhc9r8vSW23C7uvDXjR', 'workspace_QOXGn9ZpfDviqxnhPeZ6brsr', 'exam_98udOUXj8LNjkOLAUBDCn0OF', 'version_O0N6czdykVyYsP9rdME5qmU5', 'user_Ak8CGNsJk1gyrllxbdiEQX83', 'embed_session_vquRUfEz2WB5ZJc20xt7YxCN', '4171220ef5bd2aec923972a2523873c6', 3, 1, 1772438400120, 1800000, 1, 0, 0, NULL, NULL, 1772440200120, 1772438400120, 1772438400120, 1772440200120, 'time_limit', 1772442000120, NULL, 4, 2, '268vRwZhWVb1jvVknvmc7NXPiI2MeSJEZc1bQtruVgc=', NULL, 0, 0, '{"points":0,"maxPoints":1,"needsGrading":false,"questions":[{"questionId":"q_xSaWbYGR2vfkzz87gEMCogbV","points":0,"maxPoints":1,"correct":false,"needsGrading":false}],"rulesVersion":"3-920f6b27a1c9"}', 'receipt_9ApE8ug2SAjBiKBtbNuxyjZ1', 0, 1068, 1796056741441);


--
-- Data for Name: exam_version; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.exam_version (id, exam_id, hash, content, created_at) VALUES ('version_7ICnClge5qmLTe93FjWxc3G1', 'exam_weB1tQbDfvOfFo33Z4m3dkMx', '30d5cc54308e392bc489554a0857d35808b74a6a2c8cd1d0fbb700dd510eff19', '{"name":"Midterm Exam - Algebra","subject":null,"studentLevel":null,"language":null,"context":null,"intendedDuration":null,"settings":{"timeLimit":null,"opensAt":null,"closesAt":null,"shuffleQuestions":false,"navigation":"free","showScore":false},"questions":[{"id":"q_ByPmX8p5qd63HXT8P7VGKESI","type":"exam-intro","title":null,"description":"<p>Welcome to the exam</p>","settings":{},"scoring":null,"metadata":null},{"id":"q_RhdeGyE7gDIuL2KClQlObSbY","type":"single-line-text","title":"What is the capital of France?","description":null,"settings":{"correctAnswer":"Paris"},"scoring":null,"metadata":null},{"id":"q_82FGAFQHMZ3rXlwFgqDuPwp6","type":"multi-line-text","title":"Describe the water cycle.","description":null,"settings":{},"scoring":null,"metadata":null},{"id":"q_8MyWBVc7JMGeRoDXvZ54KQ5P","type":"multiple-choice-single-answer","title":"Which is a prime?","description":null,"settings":{"options":["9","11","15"],"correctAnswer":"11","shuffleAnswers":false},"scoring":null,"metadata":null},{"id":"q_tN4oIBPAO4LhT5Q9Dc9vB9Bb","type":"multiple-choice-multiple-answers","title":"Which are even?","description":null,"settings":{"options":["1","2","3","4"],"correctAnswer":["2","4"],"shuffleAnswers":false},"scoring":null,"metadata":null},{"id":"q_QAQfZc5yPTOyYnEGb4gS2rL5","type":"true-false","title":"The earth is flat.","description":null,"settings":{"correctAnswer":"false"},"scoring":null,"metadata":null},{"id":"q_U3iz7H8qAgGF8l8GTImdciAE","type":"paragraph","title":null,"description":"<p>A text to read</p>","settings":{},"scoring":null,"metadata":null},{"id":"q_DRqeXPXqIvE6ltCUkA7CC2vr","type":"essay","title":"Write about it.","description":null,"settings":{"minWords":3},"scoring":null,"metadata":null},{"id":"q_EFz4sz97rvZuAfqWBEF9Jx9L","type":"picture-choice","title":"Which is a cat?","description":null,"settings":{"options":["https://pictures.example/1.png","https://pictures.example/2.png"],"correctAnswer":"https://pictures.example/2.png"},"scoring":null,"metadata":null},{"id":"q_sHcRX1R8zZlDcpPv66dKCLcR","type":"fill-in-blank","title":"Fill in.","description":null,"settings":{"text":"Roses are ___, violets are ___.","correctAnswer":["red","blue"],"exactValuesCaseInsensitive":true},"scoring":null,"metadata":null},{"id":"q_BhMXNFHF0JzPowaytfWyw2Sd","type":"matching","title":"Match.","description":null,"settings":{"left":["France","Italy"],"right":["Rome","Paris"],"correctAnswer":["France = Paris","Italy = Rome"],"layout":"columns"},"scoring":null,"metadata":null},{"id":"q_7nsHkd02sEwMotvjBU9x4Qgp","type":"sequence","title":"Put in order.","description":null,"settings":{"options":["one","two","three"]},"scoring":null,"metadata":null},{"id":"q_XcLGbDxHPUVxLrKNb64svLzJ","type":"date-year","title":"When?","description":null,"settings":{"dateType":"full-date","correctAnswer":"1925-12-31"},"scoring":null,"metadata":null},{"id":"q_21PHg6kvkr1MPEB4CQMH9gRp","type":"formula","title":"Square x.","description":null,"settings":{"correctAnswer":"x^2"},"scoring":null,"metadata":null},{"id":"q_SP8nYvCcbtp9EVM4CiQciVP3","type":"math-notebook","title":"Solve.","description":null,"settings":{"initialLines":["2x=4"]},"scoring":null,"metadata":null},{"id":"q_WvXp1G2mr6uoCyLSePaupBAh","type":"sentence-analysis","title":"Ontleed.","description":null,"settings":{"sentence":"Gisteren liep hij","enabledLabels":["BWB","OND"],"requirePersoonsvorm":true,"correctAnswer":{"raw":"[BWB Gisteren] liep [OND hij]","tokens":[{"index":0,"text":"Gisteren","start":0,"end":8},{"index":1,"text":"liep","start":9,"end":13},{"index":2,"text":"hij","start":14,"end":17}],"segments":[{"startToken":0,"endToken":0,"label":"BWB"},{"startToken":2,"endToken":2,"label":"OND"}],"persoonsvorm":{"startToken":1,"endToken":1}}},"scoring":null,"metadata":null},{"id":"q_ZmGsNUPGypqqvKRu337daK42","type":"upload-file","title":"Hand in a file.","description":null,"settings":{},"scoring":null,"metadata":null},{"id":"q_LeGrX3wjhCUkL2FzTLXlyJC6","type":"voice-recorder","title":"Say it.","description":null,"settings":{},"scoring":null,"metadata":null},{"id":"q_QSdL1s1UdMPVoMJFJveRZoyx","type":"exam-outro","title":null,"description":"<p>That was the exam</p>","settings":{},"scoring":null,"metadata":null}]}', 1772438400120);
INSERT INTO public.exam_version (id, exam_id, hash, content, created_at) VALUES ('version_LfRnWKyTII7n1X2INBLhknrC', 'exam_XjwgsvXYVGstV0e3Tr6aNTj8', '282a151e56bacaf7f9e3fd3844616a7ef78182291548dd0f057d804266fd9088', '{"name":"Midterm Exam - Algebra","subject":null,"studentLevel":null,"language":null,"context":null,"intendedDuration":null,"settings":{"timeLimit":null,"opensAt":null,"closesAt":null,"shuffleQuestions":false,"navigation":"free","showScore":false},"questions":[{"id":"q_RPmGW0GtMGgN9DC5UsrPporu","type":"single-line-text","title":"What is the capital of France?","description":null,"settings":{"correctAnswer":"Paris"},"scoring":null,"metadata":null}]}', 1772438400120);
INSERT INTO public.exam_version (id, exam_id, hash, content, created_at) VALUES ('version_DW80rdmjfmVnKPobD0Tw3aTd', 'exam_zyEinf1jnc2JE0NwPsiNUrMw', '42f1bcddca004a0398e3514c845c84fb973d9846b0464a36ddeccae214c1c7b6', '{"name":"Midterm Exam - Algebra","subject":null,"studentLevel":null,"language":null,"context":null,"intendedDuration":null,"settings":{"timeLimit":null,"opensAt":null,"closesAt":null,"shuffleQuestions":false,"navigation":"free","showScore":false},"questions":[{"id":"q_DsyFodEYCKGGEzl84Q2NksWk","type":"single-line-text","title":"What is the capital of France?","description":null,"settings":{"correctAnswer":"Paris"},"scoring":null,"metadata":null}]}', 1772438400120);
INSERT INTO public.exam_version (id, exam_id, hash, content, created_at) VALUES ('version_lJRZgoPEetpwJ8Fr57WAqxQq', 'exam_99AUR2SzGe1uWyUZcXTJm7ac', '75a8c9933d69387e48518b33c00cd57ce76e5301948cdd2c029ad53fb7a817f7', '{"name":"Midterm Exam - Algebra","subject":null,"studentLevel":null,"language":null,"context":null,"intendedDuration":null,"settings":{"timeLimit":null,"opensAt":null,"closesAt":null,"shuffleQuestions":false,"navigation":"free","showScore":false},"questions":[{"id":"q_kBg0agVsdd9onZoTQXrDYnWU","type":"single-line-text","title":"Capital?","description":null,"settings":{},"scoring":null,"metadata":null},{"id":"q_Y66T2PClD4x4aPkQYwgKZpoq","type":"upload-file","title":"Hand in","description":null,"settings":{},"scoring":null,"metadata":null}]}', 1772438400120);
INSERT INTO public.exam_version (id, exam_id, hash, content, created_at) VALUES ('version_O0N6czdykVyYsP9rdME5qmU5', 'exam_98udOUXj8LNjkOLAUBDCn0OF', 'ec3f5eb24d507ef17779ac146c9e91e53475b5dd91a28c7c2828be2da1706f92', '{"name":"Midterm Exam - Algebra","subject":null,"studentLevel":null,"language":null,"context":null,"intendedDuration":null,"settings":{"timeLimit":30,"opensAt":null,"closesAt":null,"shuffleQuestions":false,"navigation":"free","showScore":false},"questions":[{"id":"q_xSaWbYGR2vfkzz87gEMCogbV","type":"single-line-text","title":"What is the capital of France?","description":null,"settings":{"correctAnswer":"Paris"},"scoring":null,"metadata":null}]}', 1772438400120);
INSERT INTO public.exam_version (id, exam_id, hash, content, created_at) VALUES ('version_A6NDPK473neDCGQ1e2vgLg63', 'exam_Lp8EiehAJLFxRuMltsQcqdO6', 'fbfac072331fe5e5d7a9e8c9e7e218a7f832035d95382da779a690a1adf170fa', '{"name":"Midterm Exam - Algebra","subject":null,"studentLevel":null,"language":null,"context":null,"intendedDuration":null,"settings":{"timeLimit":null,"opensAt":null,"closesAt":null,"shuffleQuestions":false,"navigation":"free","showScore":false},"questions":[{"id":"q_Lh8a5IWAc5k9fxTUDwfkcbGg","type":"single-line-text","title":"What is the capital of France?","description":null,"settings":{"correctAnswer":"Paris"},"scoring":null,"metadata":null}]}', 1772438400120);
INSERT INTO public.exam_version (id, exam_id, hash, content, created_at) VALUES ('version_cpkWEERKGInlgic9h6m9k6Uo', 'exam_rjs5Mze908ZujExY3eeh8GuS', '01e4a9f16639745fe6aa7a5e8097ebc0a775aaca2bf4f4a0819481ebdb32dfe9', '{"name":"Midterm Exam - Algebra","subject":null,"studentLevel":null,"language":null,"context":null,"intendedDuration":null,"settings":{"timeLimit":null,"opensAt":null,"closesAt":null,"shuffleQuestions":false,"navigation":"free","showScore":false},"questions":[{"id":"q_ctohhiuOXXmSc7wowGs2gqcA","type":"single-line-text","title":"What is the capital of France?","description":null,"settings":{"correctAnswer":"Paris"},"scoring":null,"metadata":null}]}', 1772438400120);


--
-- Data for Name: file_chunk; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.file_chunk (file_id, start, bytes) VALUES ('file_vEemaiETN0uP1RlCSjMoTZaf', 0, '\x6d79206e6f746573');


--
-- Data for Name: heartbeat; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: idempotency_key; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: migration_turn; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: monitor_link; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: readable_answer; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: receipt; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.receipt (code, session_id, number, issued_at, jws, salts, exam_name, verdict, judged_at, judged_keys, judged_link, judged_chain) VALUES ('receipt_xsmS2bEPPDi358vbOYGhN6wj', 'session_9Vg7XMRhCfhifDOdABSCusVz', 1, 1772438400120, 'eyJhbGciOiJFUzI1NiIsInR5cCI6ImV4YW1sZXQtcmVjZWlwdCIsImtpZCI6IkR3QVFRRWw0S2ZKcjdCdWhEZTE1M2VFbXk1R0pVR3pfbmktWm85OVpoZUkifQ.eyJ2IjoxLCJjb2RlIjoicmVjZWlwdF94c21TMmJFUFBEaTM1OHZiT1lHaE42d2oiLCJudW1iZXIiOjEsImlzc3VlZEF0IjoiMjAyNi0wMy0wMlQwODowMDowMC4xMjBaIiwiY29tcGxldGVkQXQiOiIyMDI2LTAzLTAyVDA4OjAwOjAwLjEyMFoiLCJjb21wbGV0aW9uUmVhc29uIjoic3VibWl0dGVkIiwiZXhhbUlkIjoiZXhhbV85OUFVUjJTekdlMXVXeVVaY1hUSm03YWMiLCJleGFtTmFtZSI6Ik1pZHRlcm0gRXhhbSAtIEFsZ2VicmEiLCJzZXNzaW9uSWQiOiJzZXNzaW9uXzlWZzdYTVJoQ2ZoaWZET2RBQlNDdXNWeiIsInVzZXJJZCI6InVzZXJfc0hLN1o5NnpHSERMR2l4YzdpS0s1Tkp1IiwibGluayI6MywiY2hhaW4iOiJpM0JSKzRSR0RGa2I3TmFCVWVEUjVwNnIvb2dsVWlBQ21qVDFFOW1HNU4wPSIsImFuc3dlcnMiOlt7InF1ZXN0aW9uSWQiOiJxX1k2NlQyUENsRDR4NGFQa1FZd2dLWnBvcSIsImVwb2NoIjoxLCJyZXZpc2lvbiI6MSwic2F2ZWRBdCI6IjIwMjYtMDMtMDJUMDg6MDA6MDAuMTIwWiIsImRpZ2VzdCI6IlplZkVQeGtVaTZveC1jN2U1X293Zkw4WFFsYVhDMGJCQW0wc1IxT0JGVmMiLCJmaWxlU2hhMjU2IjoiZjMwYWMyYjVhMjBiMjhhMGQ5YzM2N2MyZWZiNjM2OWJjMDJmYmU0ODYwNGU0NDczYjNjOWZlMjU5NDgzZjkxMiJ9LHsicXVlc3Rpb25JZCI6InFfa0JnMGFnVnNkZDlvblpvVFFYckRZbldVIiwiZXBvY2giOjEsInJldmlzaW9uIjoyLCJzYXZlZEF0IjoiMjAyNi0wMy0wMlQwODowMDowMC4xMjBaIiwiZGlnZXN0IjoiYWNMNEdjUExsb2FNWkwyN0s2cmxBdmNOYWE1ZGJBZ1hNSVFUdHYwV3BzRSJ9XX0.a3hnofk4KkTllfCiGoMOIZinc1eo7w0Ah6iaq2q_RZWJbLTETxp9Y4X-6jrSozKBzyHZy-VMROkaKMMcYJ-18g', '{"q_kBg0agVsdd9onZoTQXrDYnWU":"u12arJBICl2zbGrFy39QfA==","q_Y66T2PClD4x4aPkQYwgKZpoq":"t7HYcdNZ6aqmqDZJH14uwQ=="}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.receipt (code, session_id, number, issued_at, jws, salts, exam_name, verdict, judged_at, judged_keys, judged_link, judged_chain) VALUES ('receipt_9ApE8ug2SAjBiKBtbNuxyjZ1', 'session_6elKDdhc9r8vSW23C7uvDXjR', 1, 1772442000120, 'eyJhbGciOiJFUzI1NiIsInR5cCI6ImV4YW1sZXQtcmVjZWlwdCIsImtpZCI6IkR3QVFRRWw0S2ZKcjdCdWhEZTE1M2VFbXk1R0pVR3pfbmktWm85OVpoZUkifQ.eyJ2IjoxLCJjb2RlIjoicmVjZWlwdF85QXBFOHVnMlNBakJpS0J0Yk51eHlqWjEiLCJudW1iZXIiOjEsImlzc3VlZEF0IjoiMjAyNi0wMy0wMlQwOTowMDowMC4xMjBaIiwiY29tcGxldGVkQXQiOiIyMDI2LTAzLTAyVDA4OjMwOjAwLjEyMFoiLCJjb21wbGV0aW9uUmVhc29uIjoidGltZV9saW1pdCIsImV4YW1JZCI6ImV4YW1fOTh1ZE9VWGo4TE5qa09MQVVCRENuME9GIiwiZXhhbU5hbWUiOiJNaWR0ZXJtIEV4YW0gLSBBbGdlYnJhIiwic2Vzc2lvbklkIjoic2Vzc2lvbl82ZWxLRGRoYzlyOHZTVzIzQzd1dkRYalIiLCJ1c2VySWQiOiJ1c2VyX0FrOENHTnNKazFneXJsbHhiZGlFUVg4MyIsImxpbmsiOjIsImNoYWluIjoiMjY4dlJ3WmhXVmIxanZWa252bWM3TlhQaUkyTWVTSkVaYzFiUXRydVZnYz0iLCJhbnN3ZXJzIjpbeyJxdWVzdGlvbklkIjoicV94U2FXYllHUjJ2Zmt6ejg3Z0VNQ29nYlYiLCJlcG9jaCI6MSwicmV2aXNpb24iOjIsInNhdmVkQXQiOiIyMDI2LTAzLTAyVDA4OjAwOjAwLjEyMFoiLCJkaWdlc3QiOiJ4dmtTZG1fU0Y1V2tqUjNWaDJsaGZOZXZua0JKWnNkYzZOWHlrbW9yUmlNIn1dfQ.vN75drj0QU9OjMqwPZVOalp_zurfvzTp4CIKpPDBOrwBgz455te7sK89GauYssWNtvt5MliXjWSI-LedreUrxA', '{"q_xSaWbYGR2vfkzz87gEMCogbV":"hHs98Tu7mqIGQJSrVivOug=="}', NULL, NULL, NULL, NULL, NULL, NULL);


--
-- Data for Name: retained_save; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.retained_save (id, session_id, question_id, version_order, value, completed, context, digest, reason, arrived_at, written_at, accepted_at, accepted_by, accepted_order) VALUES ('retained_ute0GQXiOfRQ9ezA0oI5FSkn', 'session_JRJ1WYzcC27KA3zgcfxpe7A6', 'q_DsyFodEYCKGGEzl84Q2NksWk', 4294967297, '"Lyon"', 1, NULL, 'iuY8qY7HCdx06LZkPZ6/T+vqQg9rVDs2uBq6phulvyU=', 'revision-conflict', 1772438400120, NULL, NULL, NULL, NULL);


--
-- Data for Name: schemaversions; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.schemaversions (schemaversionsid, scriptname, applied) VALUES (1, '0001-first.postgresql.sql', '2026-11-30 16:38:58.561982');


--
-- Data for Name: session_event; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.session_event (session_id, seq, name, data, at) VALUES ('session_qQ7FyIbaiWJLXq7fozCnqAcT', 1, 'exam:started', '{}', 1772438400120);
INSERT INTO public.session_event (session_id, seq, name, data, at) VALUES ('session_8dRuhCtv8DKyFCyVYbbPLKFJ', 1, 'exam:started', '{}', 1772438400120);
INSERT INTO public.session_event (session_id, seq, name, data, at) VALUES ('session_8dRuhCtv8DKyFCyVYbbPLKFJ', 4, 'time:changed', '{"deadline":null}', 1772438400120);
INSERT INTO public.session_event (session_id, seq, name, data, at) VALUES ('session_JRJ1WYzcC27KA3zgcfxpe7A6', 1, 'exam:started', '{}', 1772438400120);
INSERT INTO public.session_event (session_id, seq, name, data, at) VALUES ('session_9Vg7XMRhCfhifDOdABSCusVz', 1, 'exam:started', '{}', 1772438400120);
INSERT INTO public.session_event (session_id, seq, name, data, at) VALUES ('session_9Vg7XMRhCfhifDOdABSCusVz', 5, 'exam:submitted', '{"by":"student"}', 1772438400120);
INSERT INTO public.session_event (session_id, seq, name, data, at) VALUES ('session_6elKDdhc9r8vSW23C7uvDXjR', 1, 'exam:started', '{}', 1772438400120);
INSERT INTO public.session_event (session_id, seq, name, data, at) VALUES ('session_mtDhglLPneviWCEcJspVfo6w', 1, 'exam:started', '{}', 1772438400120);
INSERT INTO public.session_event (session_id, seq, name, data, at) VALUES ('session_6elKDdhc9r8vSW23C7uvDXjR', 4, 'exam:submitted', '{"by":"time"}', 1772440200120);


--
-- Data for Name: session_presence; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: stored_file; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.stored_file (id, session_id, question_id, name, type, size, received, sha256, completed_at, created_at) VALUES ('file_vEemaiETN0uP1RlCSjMoTZaf', 'session_9Vg7XMRhCfhifDOdABSCusVz', 'q_Y66T2PClD4x4aPkQYwgKZpoq', 'notes.txt', 'text/plain', 8, 8, 'f30ac2b5a20b28a0d9c367c2efb6369bc02fbe48604e4473b3c9fe259483f912', 1772438400120, 1772438400120);


--
-- Data for Name: webhook; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.webhook (id, workspace_id, url, events, description, enabled, disabled_reason, secret_number, previous_secret_until, created_by, created_at, updated_at) VALUES ('webhook_qMLR8NxRXVsBYM1Wmz0mmWoA', 'workspace_QOXGn9ZpfDviqxnhPeZ6brsr', 'http://127.0.0.1:9/hooks', NULL, NULL, 1, NULL, 1, NULL, 'user_EJS2dQuZyugnXtNyDNuymnBa', 1772438400120, 1772438400120);


--
-- Data for Name: webhook_message; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.webhook_message (id, webhook_id, order_key, number, type, body, status, attempts, next_attempt_at, claim, last_status, last_error, delivered_at, created_at) VALUES ('message_iWJK1fGmVKelu317CI69Yd2f', 'webhook_qMLR8NxRXVsBYM1Wmz0mmWoA', 'session_qQ7FyIbaiWJLXq7fozCnqAcT', 2, 'embed-session.started', '{"type":"embed-session.started","timestamp":"2026-03-02T08:00:00.120Z","data":{"workspaceId":"workspace_QOXGn9ZpfDviqxnhPeZ6brsr","examId":"exam_weB1tQbDfvOfFo33Z4m3dkMx","sessionId":"session_qQ7FyIbaiWJLXq7fozCnqAcT","embedSessionId":"embed_session_rQVNdSwAaFipkK6myc0A8Yzg","userId":"user_79f9RiQhT8jt4xbVzmyC0rJt","startedAt":"2026-03-02T08:00:00.120Z","event":{"id":"event_qQ7FyIbaiWJLXq7fozCnqAcT_2","seq":2}}}', 'pending', 0, 1772438400120, NULL, NULL, NULL, NULL, 1772438400120);
INSERT INTO public.webhook_message (id, webhook_id, order_key, number, type, body, status, attempts, next_attempt_at, claim, last_status, last_error, delivered_at, created_at) VALUES ('message_YmzXwDcSFOlbyWXNmYarE3vT', 'webhook_qMLR8NxRXVsBYM1Wmz0mmWoA', 'session_8dRuhCtv8DKyFCyVYbbPLKFJ', 2, 'embed-session.started', '{"type":"embed-session.started","timestamp":"2026-03-02T08:00:00.120Z","data":{"workspaceId":"workspace_QOXGn9ZpfDviqxnhPeZ6brsr","examId":"exam_XjwgsvXYVGstV0e3Tr6aNTj8","sessionId":"session_8dRuhCtv8DKyFCyVYbbPLKFJ","embedSessionId":"embed_session_WKL66WJUkt6ydLv6kRgFwHa6","userId":"user_efnyNDrsHTVs74hYsT16RcFd","startedAt":"2026-03-02T08:00:00.120Z","event":{"id":"event_8dRuhCtv8DKyFCyVYbbPLKFJ_2","seq":2}}}', 'pending', 0, 1772438400120, NULL, NULL, NULL, NULL, 1772438400120);
INSERT INTO public.webhook_message (id, webhook_id, order_key, number, type, body, status, attempts, next_attempt_at, claim, last_status, last_error, delivered_at, created_at) VALUES ('message_xjoqsFxJom7UCrISrEH4zo0Z', 'webhook_qMLR8NxRXVsBYM1Wmz0mmWoA', 'session_JRJ1WYzcC27KA3zgcfxpe7A6', 2, 'embed-session.started', '{"type":"embed-session.started","timestamp":"2026-03-02T08:00:00.120Z","data":{"workspaceId":"workspace_QOXGn9ZpfDviqxnhPeZ6brsr","examId":"exam_zyEinf1jnc2JE0NwPsiNUrMw","sessionId":"session_JRJ1WYzcC27KA3zgcfxpe7A6","embedSessionId":"embed_session_hErZ4cp9qGyoTKA46mB7bX7d","userId":"user_xQfYdHBLhW6N5iaxvxq5ony4","startedAt":"2026-03-02T08:00:00.120Z","event":{"id":"event_JRJ1WYzcC27KA3zgcfxpe7A6_2","seq":2}}}', 'pending', 0, 1772438400120, NULL, NULL, NULL, NULL, 1772438400120);
INSERT INTO public.webhook_message (id, webhook_id, order_key, number, type, body, status, attempts, next_attempt_at, claim, last_status, last_error, delivered_at, created_at) VALUES ('message_vQEfbdDnEvat6eDvGlXwnMGI', 'webhook_qMLR8NxRXVsBYM1Wmz0mmWoA', 'session_9Vg7XMRhCfhifDOdABSCusVz', 2, 'embed-session.started', '{"type":"embed-session.started","timestamp":"2026-03-02T08:00:00.120Z","data":{"workspaceId":"workspace_QOXGn9ZpfDviqxnhPeZ6brsr","examId":"exam_99AUR2SzGe1uWyUZcXTJm7ac","sessionId":"session_9Vg7XMRhCfhifDOdABSCusVz","embedSessionId":"embed_session_8pyM5WyEuezKQoIzsv5auVoL","userId":"user_sHK7Z96zGHDLGixc7iKK5NJu","startedAt":"2026-03-02T08:00:00.120Z","event":{"id":"event_9Vg7XMRhCfhifDOdABSCusVz_2","seq":2}}}', 'pending', 0, 1772438400120, NULL, NULL, NULL, NULL, 1772438400120);
INSERT INTO public.webhook_message (id, webhook_id, order_key, number, type, body, status, attempts, next_attempt_at, claim, last_status, last_error, delivered_at, created_at) VALUES ('message_fKVo8i55HDvnR8UtpD9EeFYM', 'webhook_qMLR8NxRXVsBYM1Wmz0mmWoA', 'session_9Vg7XMRhCfhifDOdABSCusVz', 3, 'embed-session.completed', '{"type":"embed-session.completed","timestamp":"2026-03-02T08:00:00.120Z","data":{"workspaceId":"workspace_QOXGn9ZpfDviqxnhPeZ6brsr","examId":"exam_99AUR2SzGe1uWyUZcXTJm7ac","sessionId":"session_9Vg7XMRhCfhifDOdABSCusVz","embedSessionId":"embed_session_8pyM5WyEuezKQoIzsv5auVoL","userId":"user_sHK7Z96zGHDLGixc7iKK5NJu","startedAt":"2026-03-02T08:00:00.120Z","completionReason":"submitted","completedAt":"2026-03-02T08:00:00.120Z","event":{"id":"event_9Vg7XMRhCfhifDOdABSCusVz_5","seq":5}}}', 'pending', 0, 1772438400120, NULL, NULL, NULL, NULL, 1772438400120);
INSERT INTO public.webhook_message (id, webhook_id, order_key, number, type, body, status, attempts, next_attempt_at, claim, last_status, last_error, delivered_at, created_at) VALUES ('message_Scy1EQdctvaC4s4eDL2MMOfW', 'webhook_qMLR8NxRXVsBYM1Wmz0mmWoA', 'session_9Vg7XMRhCfhifDOdABSCusVz', 4, 'exam-session.completed', '{"type":"exam-session.completed","timestamp":"2026-03-02T08:00:00.120Z","data":{"workspaceId":"workspace_QOXGn9ZpfDviqxnhPeZ6brsr","examId":"exam_99AUR2SzGe1uWyUZcXTJm7ac","sessionId":"session_9Vg7XMRhCfhifDOdABSCusVz","embedSessionId":"embed_session_8pyM5WyEuezKQoIzsv5auVoL","userId":"user_sHK7Z96zGHDLGixc7iKK5NJu","startedAt":"2026-03-02T08:00:00.120Z","completionReason":"submitted","completedAt":"2026-03-02T08:00:00.120Z","event":{"id":"event_9Vg7XMRhCfhifDOdABSCusVz_5","seq":5}}}', 'pending', 0, 1772438400120, NULL, NULL, NULL, NULL, 1772438400120);
INSERT INTO public.webhook_message (id, webhook_id, order_key, number, type, body, status, attempts, next_attempt_at, claim, last_status, last_error, delivered_at, created_at) VALUES ('message_9caFmPG083iqNQaXgAFThNu9', 'webhook_qMLR8NxRXVsBYM1Wmz0mmWoA', 'session_6elKDdhc9r8vSW23C7uvDXjR', 2, 'embed-session.started', '{"type":"embed-session.started","timestamp":"2026-03-02T08:00:00.120Z","data":{"workspaceId":"workspace_QOXGn9ZpfDviqxnhPeZ6brsr","examId":"exam_98udOUXj8LNjkOLAUBDCn0OF","sessionId":"session_6elKDdhc9r8vSW23C7uvDXjR","embedSessionId":"embed_session_vquRUfEz2WB5ZJc20xt7YxCN","userId":"user_Ak8CGNsJk1gyrllxbdiEQX83","startedAt":"2026-03-02T08:00:00.120Z","deadline":"2026-03-02T08:30:00.120Z","event":{"id":"event_6elKDdhc9r8vSW23C7uvDXjR_2","seq":2}}}', 'pending', 0, 1772438400120, NULL, NULL, NULL, NULL, 1772438400120);
INSERT INTO public.webhook_message (id, webhook_id, order_key, number, type, body, status, attempts, next_attempt_at, claim, last_status, last_error, delivered_at, created_at) VALUES ('message_R6MejEESKQ9R9bgy5mbimdl0', 'webhook_qMLR8NxRXVsBYM1Wmz0mmWoA', 'session_mtDhglLPneviWCEcJspVfo6w', 2, 'embed-session.started', '{"type":"embed-session.started","timestamp":"2026-03-02T08:00:00.120Z","data":{"workspaceId":"workspace_QOXGn9ZpfDviqxnhPeZ6brsr","examId":"exam_Lp8EiehAJLFxRuMltsQcqdO6","sessionId":"session_mtDhglLPneviWCEcJspVfo6w","embedSessionId":"embed_session_20bhgrhuxcGAuZqWwIiUofMe","userId":"user_NkHhCfaaARy5063q18dpS2Wb","startedAt":"2026-03-02T08:00:00.120Z","event":{"id":"event_mtDhglLPneviWCEcJspVfo6w_2","seq":2}}}', 'pending', 0, 1772438400120, NULL, NULL, NULL, NULL, 1772438400120);
INSERT INTO public.webhook_message (id, webhook_id, order_key, number, type, body, status, attempts, next_attempt_at, claim, last_status, last_error, delivered_at, created_at) VALUES ('message_Ze79yjqrtLyruOHdXXNUsTFH', 'webhook_qMLR8NxRXVsBYM1Wmz0mmWoA', 'session_6elKDdhc9r8vSW23C7uvDXjR', 3, 'embed-session.completed', '{"type":"embed-session.completed","timestamp":"2026-03-02T09:00:00.120Z","data":{"workspaceId":"workspace_QOXGn9ZpfDviqxnhPeZ6brsr","examId":"exam_98udOUXj8LNjkOLAUBDCn0OF","sessionId":"session_6elKDdhc9r8vSW23C7uvDXjR","embedSessionId":"embed_session_vquRUfEz2WB5ZJc20xt7YxCN","userId":"user_Ak8CGNsJk1gyrllxbdiEQX83","startedAt":"2026-03-02T08:00:00.120Z","deadline":"2026-03-02T08:30:00.120Z","completionReason":"time_limit","completedAt":"2026-03-02T08:30:00.120Z","event":{"id":"event_6elKDdhc9r8vSW23C7uvDXjR_4","seq":4}}}', 'pending', 0, 1772442000120, NULL, NULL, NULL, NULL, 1772442000120);
INSERT INTO public.webhook_message (id, webhook_id, order_key, number, type, body, status, attempts, next_attempt_at, claim, last_status, last_error, delivered_at, created_at) VALUES ('message_pnZqrz3SIoYAErIY7caOTfpr', 'webhook_qMLR8NxRXVsBYM1Wmz0mmWoA', 'session_6elKDdhc9r8vSW23C7uvDXjR', 4, 'exam-session.completed', '{"type":"exam-session.completed","timestamp":"2026-03-02T09:00:00.120Z","data":{"workspaceId":"workspace_QOXGn9ZpfDviqxnhPeZ6brsr","examId":"exam_98udOUXj8LNjkOLAUBDCn0OF","sessionId":"session_6elKDdhc9r8vSW23C7uvDXjR","embedSessionId":"embed_session_vquRUfEz2WB5ZJc20xt7YxCN","userId":"user_Ak8CGNsJk1gyrllxbdiEQX83","startedAt":"2026-03-02T08:00:00.120Z","deadline":"2026-03-02T08:30:00.120Z","completionReason":"time_limit","completedAt":"2026-03-02T08:30:00.120Z","event":{"id":"event_6elKDdhc9r8vSW23C7uvDXjR_4","seq":4}}}', 'pending', 0, 1772442000120, NULL, NULL, NULL, NULL, 1772442000120);
INSERT INTO public.webhook_message (id, webhook_id, order_key, number, type, body, status, attempts, next_attempt_at, claim, last_status, last_error, delivered_at, created_at) VALUES ('message_e5T1yM9HSUUWAhL0bzOuIt66', 'webhook_qMLR8NxRXVsBYM1Wmz0mmWoA', 'session_6elKDdhc9r8vSW23C7uvDXjR', 5, 'exam-session.graded', '{"type":"exam-session.graded","timestamp":"2026-03-02T09:00:00.120Z","data":{"workspaceId":"workspace_QOXGn9ZpfDviqxnhPeZ6brsr","examId":"exam_98udOUXj8LNjkOLAUBDCn0OF","sessionId":"session_6elKDdhc9r8vSW23C7uvDXjR","embedSessionId":"embed_session_vquRUfEz2WB5ZJc20xt7YxCN","userId":"user_Ak8CGNsJk1gyrllxbdiEQX83","startedAt":"2026-03-02T08:00:00.120Z","deadline":"2026-03-02T08:30:00.120Z","completionReason":"time_limit","completedAt":"2026-03-02T08:30:00.120Z","score":{"points":0,"maxPoints":1}}}', 'pending', 0, 1772442000120, NULL, NULL, NULL, NULL, 1772442000120);
INSERT INTO public.webhook_message (id, webhook_id, order_key, number, type, body, status, attempts, next_attempt_at, claim, last_status, last_error, delivered_at, created_at) VALUES ('message_1MV0BdmsasVnfUKPEBN5HZbH', 'webhook_qMLR8NxRXVsBYM1Wmz0mmWoA', 'session_8dRuhCtv8DKyFCyVYbbPLKFJ', 1, 'exam-session.started', '{"type":"exam-session.started","timestamp":"2026-03-02T08:00:00.120Z","data":{"workspaceId":"workspace_QOXGn9ZpfDviqxnhPeZ6brsr","examId":"exam_XjwgsvXYVGstV0e3Tr6aNTj8","sessionId":"session_8dRuhCtv8DKyFCyVYbbPLKFJ","embedSessionId":"embed_session_WKL66WJUkt6ydLv6kRgFwHa6","userId":"user_efnyNDrsHTVs74hYsT16RcFd","startedAt":"2026-03-02T08:00:00.120Z","event":{"id":"event_8dRuhCtv8DKyFCyVYbbPLKFJ_1","seq":1}}}', 'pending', 1, 1772442005700, NULL, NULL, 'connection-failed', NULL, 1772438400120);
INSERT INTO public.webhook_message (id, webhook_id, order_key, number, type, body, status, attempts, next_attempt_at, claim, last_status, last_error, delivered_at, created_at) VALUES ('message_VeU5o6zm74ito8qsJ0YoPep1', 'webhook_qMLR8NxRXVsBYM1Wmz0mmWoA', 'session_mtDhglLPneviWCEcJspVfo6w', 1, 'exam-session.started', '{"type":"exam-session.started","timestamp":"2026-03-02T08:00:00.120Z","data":{"workspaceId":"workspace_QOXGn9ZpfDviqxnhPeZ6brsr","examId":"exam_Lp8EiehAJLFxRuMltsQcqdO6","sessionId":"session_mtDhglLPneviWCEcJspVfo6w","embedSessionId":"embed_session_20bhgrhuxcGAuZqWwIiUofMe","userId":"user_NkHhCfaaARy5063q18dpS2Wb","startedAt":"2026-03-02T08:00:00.120Z","event":{"id":"event_mtDhglLPneviWCEcJspVfo6w_1","seq":1}}}', 'pending', 1, 1772442005250, NULL, NULL, 'connection-failed', NULL, 1772438400120);
INSERT INTO public.webhook_message (id, webhook_id, order_key, number, type, body, status, attempts, next_attempt_at, claim, last_status, last_error, delivered_at, created_at) VALUES ('message_8EGSp3etMlmIli5wlRwhXEKS', 'webhook_qMLR8NxRXVsBYM1Wmz0mmWoA', 'session_6elKDdhc9r8vSW23C7uvDXjR', 1, 'exam-session.started', '{"type":"exam-session.started","timestamp":"2026-03-02T08:00:00.120Z","data":{"workspaceId":"workspace_QOXGn9ZpfDviqxnhPeZ6brsr","examId":"exam_98udOUXj8LNjkOLAUBDCn0OF","sessionId":"session_6elKDdhc9r8vSW23C7uvDXjR","embedSessionId":"embed_session_vquRUfEz2WB5ZJc20xt7YxCN","userId":"user_Ak8CGNsJk1gyrllxbdiEQX83","startedAt":"2026-03-02T08:00:00.120Z","deadline":"2026-03-02T08:30:00.120Z","event":{"id":"event_6elKDdhc9r8vSW23C7uvDXjR_1","seq":1}}}', 'pending', 1, 1772442006027, NULL, NULL, 'connection-failed', NULL, 1772438400120);
INSERT INTO public.webhook_message (id, webhook_id, order_key, number, type, body, status, attempts, next_attempt_at, claim, last_status, last_error, delivered_at, created_at) VALUES ('message_XMDlrKcrb6QDbV2kVkXDpYAG', 'webhook_qMLR8NxRXVsBYM1Wmz0mmWoA', 'session_qQ7FyIbaiWJLXq7fozCnqAcT', 1, 'exam-session.started', '{"type":"exam-session.started","timestamp":"2026-03-02T08:00:00.120Z","data":{"workspaceId":"workspace_QOXGn9ZpfDviqxnhPeZ6brsr","examId":"exam_weB1tQbDfvOfFo33Z4m3dkMx","sessionId":"session_qQ7FyIbaiWJLXq7fozCnqAcT","embedSessionId":"embed_session_rQVNdSwAaFipkK6myc0A8Yzg","userId":"user_79f9RiQhT8jt4xbVzmyC0rJt","startedAt":"2026-03-02T08:00:00.120Z","event":{"id":"event_qQ7FyIbaiWJLXq7fozCnqAcT_1","seq":1}}}', 'pending', 1, 1772442005450, NULL, NULL, 'connection-failed', NULL, 1772438400120);
INSERT INTO public.webhook_message (id, webhook_id, order_key, number, type, body, status, attempts, next_attempt_at, claim, last_status, last_error, delivered_at, created_at) VALUES ('message_hrtbUsiTlzVB0EQR7M8HXXu0', 'webhook_qMLR8NxRXVsBYM1Wmz0mmWoA', 'session_9Vg7XMRhCfhifDOdABSCusVz', 1, 'exam-session.started', '{"type":"exam-session.started","timestamp":"2026-03-02T08:00:00.120Z","data":{"workspaceId":"workspace_QOXGn9ZpfDviqxnhPeZ6brsr","examId":"exam_99AUR2SzGe1uWyUZcXTJm7ac","sessionId":"session_9Vg7XMRhCfhifDOdABSCusVz","embedSessionId":"embed_session_8pyM5WyEuezKQoIzsv5auVoL","userId":"user_sHK7Z96zGHDLGixc7iKK5NJu","startedAt":"2026-03-02T08:00:00.120Z","event":{"id":"event_9Vg7XMRhCfhifDOdABSCusVz_1","seq":1}}}', 'pending', 1, 1772442006070, NULL, NULL, 'connection-failed', NULL, 1772438400120);
INSERT INTO public.webhook_message (id, webhook_id, order_key, number, type, body, status, attempts, next_attempt_at, claim, last_status, last_error, delivered_at, created_at) VALUES ('message_sdlJeHUxwLZ7sEJYVZWYQaYP', 'webhook_qMLR8NxRXVsBYM1Wmz0mmWoA', 'session_JRJ1WYzcC27KA3zgcfxpe7A6', 1, 'exam-session.started', '{"type":"exam-session.started","timestamp":"2026-03-02T08:00:00.120Z","data":{"workspaceId":"workspace_QOXGn9ZpfDviqxnhPeZ6brsr","examId":"exam_zyEinf1jnc2JE0NwPsiNUrMw","sessionId":"session_JRJ1WYzcC27KA3zgcfxpe7A6","embedSessionId":"embed_session_hErZ4cp9qGyoTKA46mB7bX7d","userId":"user_xQfYdHBLhW6N5iaxvxq5ony4","startedAt":"2026-03-02T08:00:00.120Z","event":{"id":"event_JRJ1WYzcC27KA3zgcfxpe7A6_1","seq":1}}}', 'pending', 1, 1772442006055, NULL, NULL, 'connection-failed', NULL, 1772438400120);


--
-- Data for Name: workspace; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.workspace (id, name, is_sandbox, clock_ahead, created_at) VALUES ('workspace_MPmU4xYmWUITAK2EG3ml9b3H', 'First workspace', 0, 0, 1772438400120);
INSERT INTO public.workspace (id, name, is_sandbox, clock_ahead, created_at) VALUES ('workspace_QOXGn9ZpfDviqxnhPeZ6brsr', 'Workspace 1', 0, 0, 1772438400120);


--
-- Name: schemaversions_schemaversionsid_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.schemaversions_schemaversionsid_seq', 1, true);


--
-- Name: schemaversions PK_schemaversions_Id; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.schemaversions
    ADD CONSTRAINT "PK_schemaversions_Id" PRIMARY KEY (schemaversionsid);


--
-- Name: announcement announcement_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.announcement
    ADD CONSTRAINT announcement_pkey PRIMARY KEY (session_id, number);


--
-- Name: answer_version answer_version_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.answer_version
    ADD CONSTRAINT answer_version_pkey PRIMARY KEY (session_id, question_id, version_order);


--
-- Name: api_key api_key_hash_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.api_key
    ADD CONSTRAINT api_key_hash_key UNIQUE (hash);


--
-- Name: api_key api_key_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.api_key
    ADD CONSTRAINT api_key_pkey PRIMARY KEY (id);


--
-- Name: app_user app_user_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.app_user
    ADD CONSTRAINT app_user_pkey PRIMARY KEY (id);


--
-- Name: audit_entry audit_entry_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.audit_entry
    ADD CONSTRAINT audit_entry_pkey PRIMARY KEY (id);


--
-- Name: embed_session embed_session_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.embed_session
    ADD CONSTRAINT embed_session_pkey PRIMARY KEY (id);


--
-- Name: exam_permission exam_permission_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.exam_permission
    ADD CONSTRAINT exam_permission_pkey PRIMARY KEY (exam_id, user_id);


--
-- Name: exam exam_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.exam
    ADD CONSTRAINT exam_pkey PRIMARY KEY (id);


--
-- Name: exam_session exam_session_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.exam_session
    ADD CONSTRAINT exam_session_pkey PRIMARY KEY (id);


--
-- Name: exam_version exam_version_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.exam_version
    ADD CONSTRAINT exam_version_pkey PRIMARY KEY (id);


--
-- Name: file_chunk file_chunk_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.file_chunk
    ADD CONSTRAINT file_chunk_pkey PRIMARY KEY (file_id, start);


--
-- Name: heartbeat heartbeat_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.heartbeat
    ADD CONSTRAINT heartbeat_pkey PRIMARY KEY (id);


--
-- Name: idempotency_key idempotency_key_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.idempotency_key
    ADD CONSTRAINT idempotency_key_pkey PRIMARY KEY (scope);


--
-- Name: monitor_link monitor_link_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.monitor_link
    ADD CONSTRAINT monitor_link_pkey PRIMARY KEY (id);


--
-- Name: readable_answer readable_answer_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.readable_answer
    ADD CONSTRAINT readable_answer_pkey PRIMARY KEY (session_id, question_id);


--
-- Name: receipt receipt_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.receipt
    ADD CONSTRAINT receipt_pkey PRIMARY KEY (code);


--
-- Name: retained_save retained_save_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.retained_save
    ADD CONSTRAINT retained_save_pkey PRIMARY KEY (id);


--
-- Name: session_event session_event_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.session_event
    ADD CONSTRAINT session_event_pkey PRIMARY KEY (session_id, seq);


--
-- Name: session_presence session_presence_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.session_presence
    ADD CONSTRAINT session_presence_pkey PRIMARY KEY (session_id);


--
-- Name: stored_file stored_file_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.stored_file
    ADD CONSTRAINT stored_file_pkey PRIMARY KEY (id);


--
-- Name: webhook_message webhook_message_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.webhook_message
    ADD CONSTRAINT webhook_message_pkey PRIMARY KEY (id);


--
-- Name: webhook webhook_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.webhook
    ADD CONSTRAINT webhook_pkey PRIMARY KEY (id);


--
-- Name: workspace workspace_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.workspace
    ADD CONSTRAINT workspace_pkey PRIMARY KEY (id);


--
-- Name: answer_version_seq; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX answer_version_seq ON public.answer_version USING btree (session_id, seq) WHERE (seq IS NOT NULL);


--
-- Name: api_key_user; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX api_key_user ON public.api_key USING btree (user_id);


--
-- Name: app_user_changed; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX app_user_changed ON public.app_user USING btree (changed_at) WHERE (changed_at IS NOT NULL);


--
-- Name: app_user_email; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX app_user_email ON public.app_user USING btree (workspace_id, email_key) WHERE (deleted_at IS NULL);


--
-- Name: app_user_page; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX app_user_page ON public.app_user USING btree (workspace_id, created_at, id);


--
-- Name: audit_entry_page; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX audit_entry_page ON public.audit_entry USING btree (exam_id, at, id);


--
-- Name: embed_session_bound; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX embed_session_bound ON public.embed_session USING btree (exam_session_id);


--
-- Name: embed_session_changed; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX embed_session_changed ON public.embed_session USING btree (changed_at) WHERE (changed_at IS NOT NULL);


--
-- Name: embed_session_exam; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX embed_session_exam ON public.embed_session USING btree (exam_id);


--
-- Name: embed_session_expiring; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX embed_session_expiring ON public.embed_session USING btree (workspace_id, expires_at) WHERE ((expiry_seen_at IS NULL) AND (deleted_at IS NULL));


--
-- Name: embed_session_page; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX embed_session_page ON public.embed_session USING btree (workspace_id, created_at, id);


--
-- Name: exam_page; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX exam_page ON public.exam USING btree (workspace_id, created_at, id);


--
-- Name: exam_permission_user; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX exam_permission_user ON public.exam_permission USING btree (user_id);


--
-- Name: exam_session_attempt; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX exam_session_attempt ON public.exam_session USING btree (exam_id, user_id) WHERE (voided_at IS NULL);


--
-- Name: exam_session_changed; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX exam_session_changed ON public.exam_session USING btree (changed_at) WHERE (changed_at IS NOT NULL);


--
-- Name: exam_session_overdue; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX exam_session_overdue ON public.exam_session USING btree (deadline) WHERE ((settled_at IS NULL) AND (voided_at IS NULL));


--
-- Name: exam_session_page; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX exam_session_page ON public.exam_session USING btree (exam_id, started_at, id);


--
-- Name: exam_session_unreceipted; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX exam_session_unreceipted ON public.exam_session USING btree (settled_at) WHERE ((settled_at IS NOT NULL) AND (voided_at IS NULL) AND (receipt_code IS NULL));


--
-- Name: exam_session_unscored; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX exam_session_unscored ON public.exam_session USING btree (settled_at) WHERE ((settled_at IS NOT NULL) AND (voided_at IS NULL) AND (score IS NULL));


--
-- Name: exam_session_user; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX exam_session_user ON public.exam_session USING btree (user_id);


--
-- Name: exam_version_hash; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX exam_version_hash ON public.exam_version USING btree (exam_id, hash);


--
-- Name: idempotency_key_age; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX idempotency_key_age ON public.idempotency_key USING btree (created_at);


--
-- Name: receipt_number; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX receipt_number ON public.receipt USING btree (session_id, number);


--
-- Name: retained_save_once; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX retained_save_once ON public.retained_save USING btree (session_id, question_id, version_order, digest);


--
-- Name: retained_save_page; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX retained_save_page ON public.retained_save USING btree (session_id, arrived_at, id);


--
-- Name: stored_file_session; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX stored_file_session ON public.stored_file USING btree (session_id);


--
-- Name: webhook_message_age; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX webhook_message_age ON public.webhook_message USING btree (created_at);


--
-- Name: webhook_message_due; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX webhook_message_due ON public.webhook_message USING btree (webhook_id, next_attempt_at) WHERE (status = 'pending'::text);


--
-- Name: webhook_message_order; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX webhook_message_order ON public.webhook_message USING btree (order_key, webhook_id, number);


--
-- Name: webhook_message_page; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX webhook_message_page ON public.webhook_message USING btree (webhook_id, created_at, id);


--
-- Name: webhook_page; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX webhook_page ON public.webhook USING btree (workspace_id, created_at, id);


--
-- Name: announcement announcement_session_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.announcement
    ADD CONSTRAINT announcement_session_id_fkey FOREIGN KEY (session_id) REFERENCES public.exam_session(id);


--
-- Name: api_key api_key_user_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.api_key
    ADD CONSTRAINT api_key_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.app_user(id);


--
-- Name: app_user app_user_workspace_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.app_user
    ADD CONSTRAINT app_user_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES public.workspace(id);


--
-- Name: audit_entry audit_entry_exam_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.audit_entry
    ADD CONSTRAINT audit_entry_exam_id_fkey FOREIGN KEY (exam_id) REFERENCES public.exam(id);


--
-- Name: audit_entry audit_entry_session_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.audit_entry
    ADD CONSTRAINT audit_entry_session_id_fkey FOREIGN KEY (session_id) REFERENCES public.exam_session(id);


--
-- Name: audit_entry audit_entry_workspace_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.audit_entry
    ADD CONSTRAINT audit_entry_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES public.workspace(id);


--
-- Name: embed_session embed_session_actor_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.embed_session
    ADD CONSTRAINT embed_session_actor_fkey FOREIGN KEY (actor) REFERENCES public.app_user(id);


--
-- Name: embed_session embed_session_exam_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.embed_session
    ADD CONSTRAINT embed_session_exam_id_fkey FOREIGN KEY (exam_id) REFERENCES public.exam(id);


--
-- Name: embed_session embed_session_exam_session_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.embed_session
    ADD CONSTRAINT embed_session_exam_session_id_fkey FOREIGN KEY (exam_session_id) REFERENCES public.exam_session(id);


--
-- Name: embed_session embed_session_workspace_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.embed_session
    ADD CONSTRAINT embed_session_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES public.workspace(id);


--
-- Name: exam exam_created_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.exam
    ADD CONSTRAINT exam_created_by_fkey FOREIGN KEY (created_by) REFERENCES public.app_user(id);


--
-- Name: exam_permission exam_permission_exam_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.exam_permission
    ADD CONSTRAINT exam_permission_exam_id_fkey FOREIGN KEY (exam_id) REFERENCES public.exam(id);


--
-- Name: exam_permission exam_permission_user_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.exam_permission
    ADD CONSTRAINT exam_permission_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.app_user(id);


--
-- Name: exam_session exam_session_exam_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.exam_session
    ADD CONSTRAINT exam_session_exam_id_fkey FOREIGN KEY (exam_id) REFERENCES public.exam(id);


--
-- Name: exam_session exam_session_user_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.exam_session
    ADD CONSTRAINT exam_session_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.app_user(id);


--
-- Name: exam_session exam_session_version_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.exam_session
    ADD CONSTRAINT exam_session_version_id_fkey FOREIGN KEY (version_id) REFERENCES public.exam_version(id);


--
-- Name: exam_session exam_session_workspace_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.exam_session
    ADD CONSTRAINT exam_session_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES public.workspace(id);


--
-- Name: exam_version exam_version_exam_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.exam_version
    ADD CONSTRAINT exam_version_exam_id_fkey FOREIGN KEY (exam_id) REFERENCES public.exam(id);


--
-- Name: exam exam_workspace_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.exam
    ADD CONSTRAINT exam_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES public.workspace(id);


--
-- Name: file_chunk file_chunk_file_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.file_chunk
    ADD CONSTRAINT file_chunk_file_id_fkey FOREIGN KEY (file_id) REFERENCES public.stored_file(id);


--
-- Name: monitor_link monitor_link_created_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.monitor_link
    ADD CONSTRAINT monitor_link_created_by_fkey FOREIGN KEY (created_by) REFERENCES public.app_user(id);


--
-- Name: monitor_link monitor_link_exam_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.monitor_link
    ADD CONSTRAINT monitor_link_exam_id_fkey FOREIGN KEY (exam_id) REFERENCES public.exam(id);


--
-- Name: monitor_link monitor_link_workspace_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.monitor_link
    ADD CONSTRAINT monitor_link_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES public.workspace(id);


--
-- Name: readable_answer readable_answer_session_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.readable_answer
    ADD CONSTRAINT readable_answer_session_id_fkey FOREIGN KEY (session_id) REFERENCES public.exam_session(id);


--
-- Name: receipt receipt_session_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.receipt
    ADD CONSTRAINT receipt_session_id_fkey FOREIGN KEY (session_id) REFERENCES public.exam_session(id);


--
-- Name: retained_save retained_save_session_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.retained_save
    ADD CONSTRAINT retained_save_session_id_fkey FOREIGN KEY (session_id) REFERENCES public.exam_session(id);


--
-- Name: session_event session_event_session_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.session_event
    ADD CONSTRAINT session_event_session_id_fkey FOREIGN KEY (session_id) REFERENCES public.exam_session(id);


--
-- Name: session_presence session_presence_session_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.session_presence
    ADD CONSTRAINT session_presence_session_id_fkey FOREIGN KEY (session_id) REFERENCES public.exam_session(id);


--
-- Name: stored_file stored_file_session_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.stored_file
    ADD CONSTRAINT stored_file_session_id_fkey FOREIGN KEY (session_id) REFERENCES public.exam_session(id);


--
-- Name: webhook webhook_workspace_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.webhook
    ADD CONSTRAINT webhook_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES public.workspace(id);


--
-- PostgreSQL database dump complete
--


