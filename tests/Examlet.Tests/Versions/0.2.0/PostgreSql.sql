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
    updated_at bigint NOT NULL,
    release_at bigint
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
    changed_at bigint,
    machine_score text,
    score_revision bigint DEFAULT 0 NOT NULL,
    key_revision bigint DEFAULT 0 NOT NULL,
    result_state text,
    result_at bigint,
    key_seen bigint DEFAULT 0 NOT NULL
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
-- Name: grade; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.grade (
    session_id text NOT NULL,
    question_id text NOT NULL,
    revision bigint NOT NULL,
    is_newest bigint NOT NULL,
    judged bigint,
    points text,
    levels text,
    comment text,
    comment_text text,
    withdrawn bigint NOT NULL,
    batch_id text,
    user_id text NOT NULL,
    at bigint NOT NULL
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
-- Name: key_revision; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.key_revision (
    id text NOT NULL,
    workspace_id text NOT NULL,
    exam_id text NOT NULL,
    number bigint NOT NULL,
    question_id text NOT NULL,
    settings text,
    scoring text,
    award text,
    reason text NOT NULL,
    created_by text NOT NULL,
    created_at bigint NOT NULL,
    sessions bigint NOT NULL,
    changed bigint NOT NULL,
    done_at bigint
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
-- Name: refused_grade; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.refused_grade (
    id text NOT NULL,
    session_id text NOT NULL,
    question_id text NOT NULL,
    revision bigint NOT NULL,
    points text,
    levels text,
    comment text,
    comment_text text,
    user_id text NOT NULL,
    at bigint NOT NULL
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
-- Name: staff_session; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.staff_session (
    id text NOT NULL,
    workspace_id text NOT NULL,
    flow text NOT NULL,
    exam_id text,
    actor text NOT NULL,
    created_by text NOT NULL,
    allowed_origin text,
    return_url text,
    theme text,
    metadata text,
    presets text NOT NULL,
    created_at bigint NOT NULL,
    expires_at bigint NOT NULL,
    deleted_at bigint,
    holder text,
    started_at bigint,
    completed_at bigint,
    outputs text
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
-- Name: waiting_answer; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.waiting_answer (
    session_id text NOT NULL,
    question_id text NOT NULL,
    exam_id text NOT NULL
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

INSERT INTO public.announcement (session_id, number, id, message, at, acknowledged_at) VALUES ('session_zlqgV47rDjZ4oPkiHOkrFsNf', 1, 'announcement_D0lO1k6J2lFl0bwmwQesY6zs', 'Ten minutes more', 1772438400120, NULL);


--
-- Data for Name: answer_version; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.answer_version (session_id, question_id, version_order, seq, value, completed, context, digest, saved_at, link, chain) VALUES ('session_del20hsNj4B6Yt6MEgWh0O2F', 'q_7NRqrtHgsAYMXUo8uuNWrjx3', 4294967297, 2, '"what I wrote first"', 1, NULL, 'SUqqVz3WYF3mnY+5H1R0VGr57gowJ1O1774HONWtoi8=', 1772438400120, 1, 'ICeZXeFsCIJDx+3sdsWoa355WiO43Dh+S9qYqNv2l4I=');
INSERT INTO public.answer_version (session_id, question_id, version_order, seq, value, completed, context, digest, saved_at, link, chain) VALUES ('session_del20hsNj4B6Yt6MEgWh0O2F', 'q_7NRqrtHgsAYMXUo8uuNWrjx3', 4294967298, 3, '"what I have so far ✓"', 1, NULL, 'wXn2Xv5fBeiUw0RAGvfiG9vD86b/9EPXgmA+/Tqk1Ik=', 1772438400120, 2, 'k1YcZ9t8Ce8Cu/0sIR01R6lPAR//CyjczEuuzux4jgk=');
INSERT INTO public.answer_version (session_id, question_id, version_order, seq, value, completed, context, digest, saved_at, link, chain) VALUES ('session_zlqgV47rDjZ4oPkiHOkrFsNf', 'q_zzCusczq3BL2PKw1coB2kLwZ', 4294967297, 2, '"what I wrote first"', 1, NULL, 'SUqqVz3WYF3mnY+5H1R0VGr57gowJ1O1774HONWtoi8=', 1772438400120, 1, 'YyzwEJKXRXjoIwqF5ixR9Cp7Ar6IiNbTXxef1dgqpxI=');
INSERT INTO public.answer_version (session_id, question_id, version_order, seq, value, completed, context, digest, saved_at, link, chain) VALUES ('session_zlqgV47rDjZ4oPkiHOkrFsNf', 'q_zzCusczq3BL2PKw1coB2kLwZ', 4294967298, 3, '"what I have so far ✓"', 1, NULL, 'wXn2Xv5fBeiUw0RAGvfiG9vD86b/9EPXgmA+/Tqk1Ik=', 1772438400120, 2, 'hmv5n+PoVb6CghcmSpI7rRPZJvM+UmjPpPvNqgGJxAk=');
INSERT INTO public.answer_version (session_id, question_id, version_order, seq, value, completed, context, digest, saved_at, link, chain) VALUES ('session_OID3kV7tcDJRiP28AYBT8REz', 'q_pwSFFGwh4HLB10hOTw12AaMa', 4294967297, 2, '"what I wrote first"', 1, NULL, 'SUqqVz3WYF3mnY+5H1R0VGr57gowJ1O1774HONWtoi8=', 1772438400120, 1, 'H3wEmOYT3w4zwZntEiVgvzn8bx+6biR/xGTr/Z7i5Uc=');
INSERT INTO public.answer_version (session_id, question_id, version_order, seq, value, completed, context, digest, saved_at, link, chain) VALUES ('session_OID3kV7tcDJRiP28AYBT8REz', 'q_pwSFFGwh4HLB10hOTw12AaMa', 4294967298, 3, '"what I have so far ✓"', 1, NULL, 'wXn2Xv5fBeiUw0RAGvfiG9vD86b/9EPXgmA+/Tqk1Ik=', 1772438400120, 2, 'SZf0mIDk7SNpqJfViVvmP2o/AYAdmQV1ZGhk8a9UgTI=');
INSERT INTO public.answer_version (session_id, question_id, version_order, seq, value, completed, context, digest, saved_at, link, chain) VALUES ('session_2r7GQbXI2axMP9In7YRfXGss', 'q_ilfAlvqcOw9R0cNq17Br6AZx', 4294967297, 2, '"what I wrote first"', 1, NULL, 'SUqqVz3WYF3mnY+5H1R0VGr57gowJ1O1774HONWtoi8=', 1772438400120, 1, 'lazDAa2V4TQReN9rxHFaOs9Hsh/wAedhSVfj9eB89jU=');
INSERT INTO public.answer_version (session_id, question_id, version_order, seq, value, completed, context, digest, saved_at, link, chain) VALUES ('session_2r7GQbXI2axMP9In7YRfXGss', 'q_ilfAlvqcOw9R0cNq17Br6AZx', 4294967298, 3, '"what I have so far ✓"', 1, NULL, 'wXn2Xv5fBeiUw0RAGvfiG9vD86b/9EPXgmA+/Tqk1Ik=', 1772438400120, 2, 'XHNJLUCBr7psm75huC0IHPdCJeTN4D9DL4eotQPD9lA=');
INSERT INTO public.answer_version (session_id, question_id, version_order, seq, value, completed, context, digest, saved_at, link, chain) VALUES ('session_2r7GQbXI2axMP9In7YRfXGss', 'q_DWGNgus4prZPuxYMqIEHUWtW', 4294967297, 4, '["file_XO3nH6Uq6ZdLANfoZoGZFSBE","notes.txt"]', 1, NULL, 'vYdK0Y6qTLsyna+uBNV947yodVMooLbwv/4UZcxBjZw=', 1772438400120, 3, '8LEE+GBwmQH6Nv8/adPkNkC5lJ3+nCTnq8yuDzERONs=');
INSERT INTO public.answer_version (session_id, question_id, version_order, seq, value, completed, context, digest, saved_at, link, chain) VALUES ('session_BPY9FWO3CxmaYOwTcmxdHh6N', 'q_n4naTXg6dM4JEA50Wu2zdpzn', 4294967297, 2, '"what I wrote first"', 1, NULL, 'SUqqVz3WYF3mnY+5H1R0VGr57gowJ1O1774HONWtoi8=', 1772438400120, 1, 'hfK8KsMmH/Vr8uwb4zc3c1JjrIDapzEe3RVxZX2b3mY=');
INSERT INTO public.answer_version (session_id, question_id, version_order, seq, value, completed, context, digest, saved_at, link, chain) VALUES ('session_BPY9FWO3CxmaYOwTcmxdHh6N', 'q_n4naTXg6dM4JEA50Wu2zdpzn', 4294967298, 3, '"what I have so far ✓"', 1, NULL, 'wXn2Xv5fBeiUw0RAGvfiG9vD86b/9EPXgmA+/Tqk1Ik=', 1772438400120, 2, 'QTQiKX2QEAQ00aa4YlRbguW1hD0SYHqPMheSAImioaU=');
INSERT INTO public.answer_version (session_id, question_id, version_order, seq, value, completed, context, digest, saved_at, link, chain) VALUES ('session_Gbz8Cl4cPb0JKO4n7Z1mxlrh', 'q_IWtMr0tCwi4zTyZ4Pvc1d9eW', 4294967297, 2, '"what I wrote first"', 1, NULL, 'SUqqVz3WYF3mnY+5H1R0VGr57gowJ1O1774HONWtoi8=', 1772438400120, 1, 'k05o+WcBVKJB0qKAD4IOOQLtm217XrUOThO4AMC2utQ=');
INSERT INTO public.answer_version (session_id, question_id, version_order, seq, value, completed, context, digest, saved_at, link, chain) VALUES ('session_Gbz8Cl4cPb0JKO4n7Z1mxlrh', 'q_IWtMr0tCwi4zTyZ4Pvc1d9eW', 4294967298, 3, '"what I have so far ✓"', 1, NULL, 'wXn2Xv5fBeiUw0RAGvfiG9vD86b/9EPXgmA+/Tqk1Ik=', 1772438400120, 2, '6GttD2gDuRKjBD5oDXA99/T21I4toTMZRaqr+uuuk8s=');


--
-- Data for Name: api_key; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.api_key (id, hash, user_id, label, created_at, revoked_at) VALUES ('key_tbNAjUNe02UnWboFvjyfZ31j', '2d977b9c23a87f279c21e1d716f2926abaaa0237c2c202505de9cb1b68f0fbda', 'user_XNXi6ZJicanmPt2R6UqRKR8E', 'first key', 1772438400120, NULL);
INSERT INTO public.api_key (id, hash, user_id, label, created_at, revoked_at) VALUES ('key_dTb2seBaDzdhrCHG9RG9J09C', '29da69f0d58202e0ad8d1af89b758cb8bb2a3901964dcfedbede92ae0382e55f', 'user_sKlOdHtoZuJEMq5Vr2rw9Y0N', 'first key', 1772438400120, NULL);


--
-- Data for Name: app_user; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.app_user (id, workspace_id, email, email_key, name, role, time_multiplier, metadata, created_by, created_at, updated_at, deleted_at, changed_at) VALUES ('user_XNXi6ZJicanmPt2R6UqRKR8E', 'workspace_2I9cFogQ0bUqpDgo0ZQkyubd', 'owner@examlet.invalid', 'owner@examlet.invalid', 'Owner', 'owner', 1, NULL, NULL, 1772438400120, 1772438400120, NULL, NULL);
INSERT INTO public.app_user (id, workspace_id, email, email_key, name, role, time_multiplier, metadata, created_by, created_at, updated_at, deleted_at, changed_at) VALUES ('user_sKlOdHtoZuJEMq5Vr2rw9Y0N', 'workspace_YDV1DFPHQWn6zG9IwRcTOsiG', 'founder-1@school.example', 'founder-1@school.example', 'Owner', 'owner', 1, NULL, NULL, 1772438400120, 1772438400120, NULL, NULL);
INSERT INTO public.app_user (id, workspace_id, email, email_key, name, role, time_multiplier, metadata, created_by, created_at, updated_at, deleted_at, changed_at) VALUES ('user_jVGSLpBTJaLpX9ieqrutYXQ8', 'workspace_YDV1DFPHQWn6zG9IwRcTOsiG', 'student-1@school.example', 'student-1@school.example', 'student 1', 'student', 1, NULL, 'user_sKlOdHtoZuJEMq5Vr2rw9Y0N', 1772438400120, 1772438400120, NULL, NULL);
INSERT INTO public.app_user (id, workspace_id, email, email_key, name, role, time_multiplier, metadata, created_by, created_at, updated_at, deleted_at, changed_at) VALUES ('user_Df4b26v1NImmZP1iYuaQPjEm', 'workspace_YDV1DFPHQWn6zG9IwRcTOsiG', 'student-2@school.example', 'student-2@school.example', 'student 2', 'student', 1, NULL, 'user_sKlOdHtoZuJEMq5Vr2rw9Y0N', 1772438400120, 1772438400120, NULL, NULL);
INSERT INTO public.app_user (id, workspace_id, email, email_key, name, role, time_multiplier, metadata, created_by, created_at, updated_at, deleted_at, changed_at) VALUES ('user_JJx7cbMj5WQYRKKoIsOGv3Jx', 'workspace_YDV1DFPHQWn6zG9IwRcTOsiG', 'student-3@school.example', 'student-3@school.example', 'student 3', 'student', 1, NULL, 'user_sKlOdHtoZuJEMq5Vr2rw9Y0N', 1772438400120, 1772438400120, NULL, NULL);
INSERT INTO public.app_user (id, workspace_id, email, email_key, name, role, time_multiplier, metadata, created_by, created_at, updated_at, deleted_at, changed_at) VALUES ('user_PA3jUTgzw6ccKqoDKC3Tw2gU', 'workspace_YDV1DFPHQWn6zG9IwRcTOsiG', 'student-4@school.example', 'student-4@school.example', 'student 4', 'student', 1, NULL, 'user_sKlOdHtoZuJEMq5Vr2rw9Y0N', 1772438400120, 1772438400120, NULL, NULL);
INSERT INTO public.app_user (id, workspace_id, email, email_key, name, role, time_multiplier, metadata, created_by, created_at, updated_at, deleted_at, changed_at) VALUES ('user_r6MaChBavZkyGESwe7yl0owP', 'workspace_YDV1DFPHQWn6zG9IwRcTOsiG', 'student-5@school.example', 'student-5@school.example', 'student 5', 'student', 1, NULL, 'user_sKlOdHtoZuJEMq5Vr2rw9Y0N', 1772438400120, 1772438400120, NULL, NULL);
INSERT INTO public.app_user (id, workspace_id, email, email_key, name, role, time_multiplier, metadata, created_by, created_at, updated_at, deleted_at, changed_at) VALUES ('user_IjsTzCC6y0da42Hz6ZnvftmM', 'workspace_YDV1DFPHQWn6zG9IwRcTOsiG', 'student-6@school.example', 'student-6@school.example', 'student 6', 'student', 1, NULL, 'user_sKlOdHtoZuJEMq5Vr2rw9Y0N', 1772438400120, 1772438400120, NULL, NULL);
INSERT INTO public.app_user (id, workspace_id, email, email_key, name, role, time_multiplier, metadata, created_by, created_at, updated_at, deleted_at, changed_at) VALUES ('user_l368dScUybS1o9S6ZEb4CmCE', 'workspace_YDV1DFPHQWn6zG9IwRcTOsiG', 'student-7@school.example', 'student-7@school.example', 'student 7', 'student', 1, NULL, 'user_sKlOdHtoZuJEMq5Vr2rw9Y0N', 1772438400120, 1772438400120, NULL, NULL);


--
-- Data for Name: audit_entry; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.audit_entry (id, workspace_id, exam_id, session_id, user_id, action, data, reason, at) VALUES ('audit_1SQ95jVgcQwDdUF6ndUXQn3V', 'workspace_YDV1DFPHQWn6zG9IwRcTOsiG', 'exam_TPlOvAuXXkKFAAd67znQt16I', 'session_zlqgV47rDjZ4oPkiHOkrFsNf', 'user_sKlOdHtoZuJEMq5Vr2rw9Y0N', 'pause', '{"minutes":null,"message":null,"before":null,"after":null}', 'a fire drill', 1772438400120);
INSERT INTO public.audit_entry (id, workspace_id, exam_id, session_id, user_id, action, data, reason, at) VALUES ('audit_PMb2zm2ns6zBVRk3veLJ5cav', 'workspace_YDV1DFPHQWn6zG9IwRcTOsiG', 'exam_TPlOvAuXXkKFAAd67znQt16I', 'session_zlqgV47rDjZ4oPkiHOkrFsNf', 'user_sKlOdHtoZuJEMq5Vr2rw9Y0N', 'announce', '{"minutes":null,"message":"Ten minutes more","before":null,"after":null}', 'a fire drill', 1772438400120);
INSERT INTO public.audit_entry (id, workspace_id, exam_id, session_id, user_id, action, data, reason, at) VALUES ('audit_V1f4O60gj7y8g00wYW4LPF4c', 'workspace_YDV1DFPHQWn6zG9IwRcTOsiG', 'exam_qSwhIGi0OSEgN80tulj2brK7', 'session_Gbz8Cl4cPb0JKO4n7Z1mxlrh', 'user_sKlOdHtoZuJEMq5Vr2rw9Y0N', 'void', '{}', NULL, 1772438400120);


--
-- Data for Name: embed_session; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.embed_session (id, workspace_id, exam_id, actor, created_by, exam_session_id, allowed_origin, allowed_ancestors, return_url, theme, metadata, presets, created_at, expires_at, expiry_seen_at, deleted_at, changed_at) VALUES ('embed_session_XERi0IL1u7pukVGHBSlxte6p', 'workspace_YDV1DFPHQWn6zG9IwRcTOsiG', 'exam_3G7P9QwCtO8SZnkbMd3wIjIw', 'user_jVGSLpBTJaLpX9ieqrutYXQ8', 'user_sKlOdHtoZuJEMq5Vr2rw9Y0N', 'session_del20hsNj4B6Yt6MEgWh0O2F', NULL, NULL, NULL, NULL, NULL, '{"examId":"exam_3G7P9QwCtO8SZnkbMd3wIjIw"}', 1772438400120, 1773043200120, NULL, NULL, 1796072665190);
INSERT INTO public.embed_session (id, workspace_id, exam_id, actor, created_by, exam_session_id, allowed_origin, allowed_ancestors, return_url, theme, metadata, presets, created_at, expires_at, expiry_seen_at, deleted_at, changed_at) VALUES ('embed_session_EhIwDPDSk2LXBz4IwNhjtgf2', 'workspace_YDV1DFPHQWn6zG9IwRcTOsiG', 'exam_TPlOvAuXXkKFAAd67znQt16I', 'user_Df4b26v1NImmZP1iYuaQPjEm', 'user_sKlOdHtoZuJEMq5Vr2rw9Y0N', 'session_zlqgV47rDjZ4oPkiHOkrFsNf', NULL, NULL, NULL, NULL, NULL, '{"examId":"exam_TPlOvAuXXkKFAAd67znQt16I"}', 1772438400120, 1773043200120, NULL, NULL, 1796072665268);
INSERT INTO public.embed_session (id, workspace_id, exam_id, actor, created_by, exam_session_id, allowed_origin, allowed_ancestors, return_url, theme, metadata, presets, created_at, expires_at, expiry_seen_at, deleted_at, changed_at) VALUES ('embed_session_1TFVp47KNG3wiJanq4O217us', 'workspace_YDV1DFPHQWn6zG9IwRcTOsiG', 'exam_iTcoKzcI2MmsvlbrGSblRxUd', 'user_JJx7cbMj5WQYRKKoIsOGv3Jx', 'user_sKlOdHtoZuJEMq5Vr2rw9Y0N', 'session_OID3kV7tcDJRiP28AYBT8REz', NULL, NULL, NULL, NULL, NULL, '{"examId":"exam_iTcoKzcI2MmsvlbrGSblRxUd"}', 1772438400120, 1773043200120, NULL, NULL, 1796072665418);
INSERT INTO public.embed_session (id, workspace_id, exam_id, actor, created_by, exam_session_id, allowed_origin, allowed_ancestors, return_url, theme, metadata, presets, created_at, expires_at, expiry_seen_at, deleted_at, changed_at) VALUES ('embed_session_tNkXYpeRrHyc1gh1jjAYTPWh', 'workspace_YDV1DFPHQWn6zG9IwRcTOsiG', 'exam_cqPMfYDKYEqgCUNs8uJYjSsV', 'user_PA3jUTgzw6ccKqoDKC3Tw2gU', 'user_sKlOdHtoZuJEMq5Vr2rw9Y0N', 'session_2r7GQbXI2axMP9In7YRfXGss', NULL, NULL, NULL, NULL, NULL, '{"examId":"exam_cqPMfYDKYEqgCUNs8uJYjSsV"}', 1772438400120, 1773043200120, NULL, NULL, 1796072665559);
INSERT INTO public.embed_session (id, workspace_id, exam_id, actor, created_by, exam_session_id, allowed_origin, allowed_ancestors, return_url, theme, metadata, presets, created_at, expires_at, expiry_seen_at, deleted_at, changed_at) VALUES ('embed_session_SrjVq2O2v0mYbWonDijdhdty', 'workspace_YDV1DFPHQWn6zG9IwRcTOsiG', 'exam_kJeUydGk9tFGT0Sr7j4aZofZ', 'user_r6MaChBavZkyGESwe7yl0owP', 'user_sKlOdHtoZuJEMq5Vr2rw9Y0N', 'session_BPY9FWO3CxmaYOwTcmxdHh6N', NULL, NULL, NULL, NULL, NULL, '{"examId":"exam_kJeUydGk9tFGT0Sr7j4aZofZ"}', 1772438400120, 1773043200120, NULL, NULL, 1796072665731);
INSERT INTO public.embed_session (id, workspace_id, exam_id, actor, created_by, exam_session_id, allowed_origin, allowed_ancestors, return_url, theme, metadata, presets, created_at, expires_at, expiry_seen_at, deleted_at, changed_at) VALUES ('embed_session_D9chDjqAxRi10W8trttzgLKQ', 'workspace_YDV1DFPHQWn6zG9IwRcTOsiG', 'exam_qSwhIGi0OSEgN80tulj2brK7', 'user_IjsTzCC6y0da42Hz6ZnvftmM', 'user_sKlOdHtoZuJEMq5Vr2rw9Y0N', 'session_Gbz8Cl4cPb0JKO4n7Z1mxlrh', NULL, NULL, NULL, NULL, NULL, '{"examId":"exam_qSwhIGi0OSEgN80tulj2brK7"}', 1772438400120, 1773043200120, NULL, NULL, 1796072665795);
INSERT INTO public.embed_session (id, workspace_id, exam_id, actor, created_by, exam_session_id, allowed_origin, allowed_ancestors, return_url, theme, metadata, presets, created_at, expires_at, expiry_seen_at, deleted_at, changed_at) VALUES ('embed_session_Cww8n052r2l9QNSjxcnnTPA6', 'workspace_YDV1DFPHQWn6zG9IwRcTOsiG', 'exam_9b7jCNtMim2wiJElWNru1jWX', 'user_l368dScUybS1o9S6ZEb4CmCE', 'user_sKlOdHtoZuJEMq5Vr2rw9Y0N', NULL, NULL, NULL, NULL, NULL, NULL, '{"examId":"exam_9b7jCNtMim2wiJElWNru1jWX"}', 1772438400120, 1773043200120, NULL, NULL, NULL);


--
-- Data for Name: exam; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.exam (id, workspace_id, version_id, metadata, created_by, created_at, updated_at, release_at) VALUES ('exam_3G7P9QwCtO8SZnkbMd3wIjIw', 'workspace_YDV1DFPHQWn6zG9IwRcTOsiG', 'version_k67jQiQgayoWK1FcNRqETVaU', NULL, 'user_sKlOdHtoZuJEMq5Vr2rw9Y0N', 1772438400120, 1772438400120, NULL);
INSERT INTO public.exam (id, workspace_id, version_id, metadata, created_by, created_at, updated_at, release_at) VALUES ('exam_TPlOvAuXXkKFAAd67znQt16I', 'workspace_YDV1DFPHQWn6zG9IwRcTOsiG', 'version_cZCICREclkM9LxMp6G6CFo48', NULL, 'user_sKlOdHtoZuJEMq5Vr2rw9Y0N', 1772438400120, 1772438400120, NULL);
INSERT INTO public.exam (id, workspace_id, version_id, metadata, created_by, created_at, updated_at, release_at) VALUES ('exam_iTcoKzcI2MmsvlbrGSblRxUd', 'workspace_YDV1DFPHQWn6zG9IwRcTOsiG', 'version_Jq0SgTaXCZt86EVRi6FZd4wy', NULL, 'user_sKlOdHtoZuJEMq5Vr2rw9Y0N', 1772438400120, 1772438400120, NULL);
INSERT INTO public.exam (id, workspace_id, version_id, metadata, created_by, created_at, updated_at, release_at) VALUES ('exam_cqPMfYDKYEqgCUNs8uJYjSsV', 'workspace_YDV1DFPHQWn6zG9IwRcTOsiG', 'version_vg0WrwaELGjpZPkpyIPZwiQ0', NULL, 'user_sKlOdHtoZuJEMq5Vr2rw9Y0N', 1772438400120, 1772438400120, NULL);
INSERT INTO public.exam (id, workspace_id, version_id, metadata, created_by, created_at, updated_at, release_at) VALUES ('exam_kJeUydGk9tFGT0Sr7j4aZofZ', 'workspace_YDV1DFPHQWn6zG9IwRcTOsiG', 'version_9KAYsatn2m5uMVHC1DJUTu8b', NULL, 'user_sKlOdHtoZuJEMq5Vr2rw9Y0N', 1772438400120, 1772438400120, NULL);
INSERT INTO public.exam (id, workspace_id, version_id, metadata, created_by, created_at, updated_at, release_at) VALUES ('exam_qSwhIGi0OSEgN80tulj2brK7', 'workspace_YDV1DFPHQWn6zG9IwRcTOsiG', 'version_lrnanJa2SLZrCEPt95y7FCqQ', NULL, 'user_sKlOdHtoZuJEMq5Vr2rw9Y0N', 1772438400120, 1772438400120, NULL);
INSERT INTO public.exam (id, workspace_id, version_id, metadata, created_by, created_at, updated_at, release_at) VALUES ('exam_9b7jCNtMim2wiJElWNru1jWX', 'workspace_YDV1DFPHQWn6zG9IwRcTOsiG', 'version_gVwQTrHQZL3ASkRjnFfgMOp5', NULL, 'user_sKlOdHtoZuJEMq5Vr2rw9Y0N', 1772438400120, 1772438400120, NULL);


--
-- Data for Name: exam_permission; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.exam_permission (exam_id, user_id, role, created_at, updated_at, created_by) VALUES ('exam_3G7P9QwCtO8SZnkbMd3wIjIw', 'user_jVGSLpBTJaLpX9ieqrutYXQ8', 'participant', 1772438400120, 1772438400120, 'user_sKlOdHtoZuJEMq5Vr2rw9Y0N');
INSERT INTO public.exam_permission (exam_id, user_id, role, created_at, updated_at, created_by) VALUES ('exam_3G7P9QwCtO8SZnkbMd3wIjIw', 'user_sKlOdHtoZuJEMq5Vr2rw9Y0N', 'owner', 1772438400120, 1772438400120, 'user_sKlOdHtoZuJEMq5Vr2rw9Y0N');
INSERT INTO public.exam_permission (exam_id, user_id, role, created_at, updated_at, created_by) VALUES ('exam_TPlOvAuXXkKFAAd67znQt16I', 'user_Df4b26v1NImmZP1iYuaQPjEm', 'participant', 1772438400120, 1772438400120, 'user_sKlOdHtoZuJEMq5Vr2rw9Y0N');
INSERT INTO public.exam_permission (exam_id, user_id, role, created_at, updated_at, created_by) VALUES ('exam_TPlOvAuXXkKFAAd67znQt16I', 'user_sKlOdHtoZuJEMq5Vr2rw9Y0N', 'owner', 1772438400120, 1772438400120, 'user_sKlOdHtoZuJEMq5Vr2rw9Y0N');
INSERT INTO public.exam_permission (exam_id, user_id, role, created_at, updated_at, created_by) VALUES ('exam_iTcoKzcI2MmsvlbrGSblRxUd', 'user_JJx7cbMj5WQYRKKoIsOGv3Jx', 'participant', 1772438400120, 1772438400120, 'user_sKlOdHtoZuJEMq5Vr2rw9Y0N');
INSERT INTO public.exam_permission (exam_id, user_id, role, created_at, updated_at, created_by) VALUES ('exam_iTcoKzcI2MmsvlbrGSblRxUd', 'user_sKlOdHtoZuJEMq5Vr2rw9Y0N', 'owner', 1772438400120, 1772438400120, 'user_sKlOdHtoZuJEMq5Vr2rw9Y0N');
INSERT INTO public.exam_permission (exam_id, user_id, role, created_at, updated_at, created_by) VALUES ('exam_cqPMfYDKYEqgCUNs8uJYjSsV', 'user_PA3jUTgzw6ccKqoDKC3Tw2gU', 'participant', 1772438400120, 1772438400120, 'user_sKlOdHtoZuJEMq5Vr2rw9Y0N');
INSERT INTO public.exam_permission (exam_id, user_id, role, created_at, updated_at, created_by) VALUES ('exam_cqPMfYDKYEqgCUNs8uJYjSsV', 'user_sKlOdHtoZuJEMq5Vr2rw9Y0N', 'owner', 1772438400120, 1772438400120, 'user_sKlOdHtoZuJEMq5Vr2rw9Y0N');
INSERT INTO public.exam_permission (exam_id, user_id, role, created_at, updated_at, created_by) VALUES ('exam_kJeUydGk9tFGT0Sr7j4aZofZ', 'user_r6MaChBavZkyGESwe7yl0owP', 'participant', 1772438400120, 1772438400120, 'user_sKlOdHtoZuJEMq5Vr2rw9Y0N');
INSERT INTO public.exam_permission (exam_id, user_id, role, created_at, updated_at, created_by) VALUES ('exam_kJeUydGk9tFGT0Sr7j4aZofZ', 'user_sKlOdHtoZuJEMq5Vr2rw9Y0N', 'owner', 1772438400120, 1772438400120, 'user_sKlOdHtoZuJEMq5Vr2rw9Y0N');
INSERT INTO public.exam_permission (exam_id, user_id, role, created_at, updated_at, created_by) VALUES ('exam_qSwhIGi0OSEgN80tulj2brK7', 'user_IjsTzCC6y0da42Hz6ZnvftmM', 'participant', 1772438400120, 1772438400120, 'user_sKlOdHtoZuJEMq5Vr2rw9Y0N');
INSERT INTO public.exam_permission (exam_id, user_id, role, created_at, updated_at, created_by) VALUES ('exam_qSwhIGi0OSEgN80tulj2brK7', 'user_sKlOdHtoZuJEMq5Vr2rw9Y0N', 'owner', 1772438400120, 1772438400120, 'user_sKlOdHtoZuJEMq5Vr2rw9Y0N');
INSERT INTO public.exam_permission (exam_id, user_id, role, created_at, updated_at, created_by) VALUES ('exam_9b7jCNtMim2wiJElWNru1jWX', 'user_l368dScUybS1o9S6ZEb4CmCE', 'participant', 1772438400120, 1772438400120, 'user_sKlOdHtoZuJEMq5Vr2rw9Y0N');
INSERT INTO public.exam_permission (exam_id, user_id, role, created_at, updated_at, created_by) VALUES ('exam_9b7jCNtMim2wiJElWNru1jWX', 'user_sKlOdHtoZuJEMq5Vr2rw9Y0N', 'owner', 1772438400120, 1772438400120, 'user_sKlOdHtoZuJEMq5Vr2rw9Y0N');


--
-- Data for Name: exam_session; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.exam_session (id, workspace_id, exam_id, version_id, user_id, embed_session_id, seed, rules, epoch, started_at, time_limit, time_multiplier, extra_time, paused_time, paused_at, closes_at, deadline, first_answer_at, last_answer_at, completed_at, completion_reason, settled_at, voided_at, last_seq, last_link, chain, state, state_order, "position", score, receipt_code, announcements, volume, changed_at, machine_score, score_revision, key_revision, result_state, result_at, key_seen) VALUES ('session_del20hsNj4B6Yt6MEgWh0O2F', 'workspace_YDV1DFPHQWn6zG9IwRcTOsiG', 'exam_3G7P9QwCtO8SZnkbMd3wIjIw', 'version_k67jQiQgayoWK1FcNRqETVaU', 'user_jVGSLpBTJaLpX9ieqrutYXQ8', 'embed_session_XERi0IL1u7pukVGHBSlxte6p', '63d40a2434b3f53e35f09d46662de253', 4, 1, 1772438400120, NULL, 1, 0, 0, NULL, NULL, NULL, 1772438400120, 1772438400120, NULL, NULL, NULL, NULL, 3, 2, 'k1YcZ9t8Ce8Cu/0sIR01R6lPAR//CyjczEuuzux4jgk=', NULL, 0, 0, NULL, NULL, 0, 1068, 1796072665171, NULL, 0, 0, NULL, NULL, 0);
INSERT INTO public.exam_session (id, workspace_id, exam_id, version_id, user_id, embed_session_id, seed, rules, epoch, started_at, time_limit, time_multiplier, extra_time, paused_time, paused_at, closes_at, deadline, first_answer_at, last_answer_at, completed_at, completion_reason, settled_at, voided_at, last_seq, last_link, chain, state, state_order, "position", score, receipt_code, announcements, volume, changed_at, machine_score, score_revision, key_revision, result_state, result_at, key_seen) VALUES ('session_2r7GQbXI2axMP9In7YRfXGss', 'workspace_YDV1DFPHQWn6zG9IwRcTOsiG', 'exam_cqPMfYDKYEqgCUNs8uJYjSsV', 'version_vg0WrwaELGjpZPkpyIPZwiQ0', 'user_PA3jUTgzw6ccKqoDKC3Tw2gU', 'embed_session_tNkXYpeRrHyc1gh1jjAYTPWh', '8c3113c8e85beac1151a8e1252b5f658', 4, 1, 1772438400120, NULL, 1, 0, 0, NULL, NULL, NULL, 1772438400120, 1772438400120, 1772438400120, 'submitted', 1772438400120, NULL, 5, 3, '8LEE+GBwmQH6Nv8/adPkNkC5lJ3+nCTnq8yuDzERONs=', NULL, 0, 0, '{"points":0,"maxPoints":2,"needsGrading":true,"questions":[{"questionId":"q_ilfAlvqcOw9R0cNq17Br6AZx","points":null,"maxPoints":1,"correct":null,"needsGrading":true,"share":null},{"questionId":"q_DWGNgus4prZPuxYMqIEHUWtW","points":null,"maxPoints":1,"correct":null,"needsGrading":true,"share":null}],"rulesVersion":"4-9e961b6072da"}', 'receipt_B0OOgecNSYfUOt8wc7bfcBtN', 0, 1633, 1796072665661, '{"points":0,"maxPoints":2,"needsGrading":true,"questions":[{"questionId":"q_ilfAlvqcOw9R0cNq17Br6AZx","points":null,"maxPoints":1,"correct":null,"needsGrading":true,"share":null},{"questionId":"q_DWGNgus4prZPuxYMqIEHUWtW","points":null,"maxPoints":1,"correct":null,"needsGrading":true,"share":null}],"rulesVersion":"4-9e961b6072da"}', 1, 0, NULL, NULL, 0);
INSERT INTO public.exam_session (id, workspace_id, exam_id, version_id, user_id, embed_session_id, seed, rules, epoch, started_at, time_limit, time_multiplier, extra_time, paused_time, paused_at, closes_at, deadline, first_answer_at, last_answer_at, completed_at, completion_reason, settled_at, voided_at, last_seq, last_link, chain, state, state_order, "position", score, receipt_code, announcements, volume, changed_at, machine_score, score_revision, key_revision, result_state, result_at, key_seen) VALUES ('session_zlqgV47rDjZ4oPkiHOkrFsNf', 'workspace_YDV1DFPHQWn6zG9IwRcTOsiG', 'exam_TPlOvAuXXkKFAAd67znQt16I', 'version_cZCICREclkM9LxMp6G6CFo48', 'user_Df4b26v1NImmZP1iYuaQPjEm', 'embed_session_EhIwDPDSk2LXBz4IwNhjtgf2', '4709011a0dcf2352961fa7188e95afa2', 4, 1, 1772438400120, NULL, 1, 0, 0, 1772438400120, NULL, NULL, 1772438400120, 1772438400120, NULL, NULL, NULL, NULL, 4, 2, 'hmv5n+PoVb6CghcmSpI7rRPZJvM+UmjPpPvNqgGJxAk=', NULL, 0, 0, NULL, NULL, 1, 1068, 1796072665361, NULL, 0, 0, NULL, NULL, 0);
INSERT INTO public.exam_session (id, workspace_id, exam_id, version_id, user_id, embed_session_id, seed, rules, epoch, started_at, time_limit, time_multiplier, extra_time, paused_time, paused_at, closes_at, deadline, first_answer_at, last_answer_at, completed_at, completion_reason, settled_at, voided_at, last_seq, last_link, chain, state, state_order, "position", score, receipt_code, announcements, volume, changed_at, machine_score, score_revision, key_revision, result_state, result_at, key_seen) VALUES ('session_OID3kV7tcDJRiP28AYBT8REz', 'workspace_YDV1DFPHQWn6zG9IwRcTOsiG', 'exam_iTcoKzcI2MmsvlbrGSblRxUd', 'version_Jq0SgTaXCZt86EVRi6FZd4wy', 'user_JJx7cbMj5WQYRKKoIsOGv3Jx', 'embed_session_1TFVp47KNG3wiJanq4O217us', '70bffbe089d006be3b4c86fb7b37da6d', 4, 1, 1772438400120, NULL, 1, 0, 0, NULL, NULL, NULL, 1772438400120, 1772438400120, NULL, NULL, NULL, NULL, 3, 2, 'SZf0mIDk7SNpqJfViVvmP2o/AYAdmQV1ZGhk8a9UgTI=', NULL, 0, 0, NULL, NULL, 0, 1068, 1796072665414, NULL, 0, 0, NULL, NULL, 0);
INSERT INTO public.exam_session (id, workspace_id, exam_id, version_id, user_id, embed_session_id, seed, rules, epoch, started_at, time_limit, time_multiplier, extra_time, paused_time, paused_at, closes_at, deadline, first_answer_at, last_answer_at, completed_at, completion_reason, settled_at, voided_at, last_seq, last_link, chain, state, state_order, "position", score, receipt_code, announcements, volume, changed_at, machine_score, score_revision, key_revision, result_state, result_at, key_seen) VALUES ('session_BPY9FWO3CxmaYOwTcmxdHh6N', 'workspace_YDV1DFPHQWn6zG9IwRcTOsiG', 'exam_kJeUydGk9tFGT0Sr7j4aZofZ', 'version_9KAYsatn2m5uMVHC1DJUTu8b', 'user_r6MaChBavZkyGESwe7yl0owP', 'embed_session_SrjVq2O2v0mYbWonDijdhdty', '790e212c5c81d2f3f94605177540a79b', 4, 1, 1772438400120, 1800000, 1, 0, 0, NULL, NULL, 1772440200120, 1772438400120, 1772438400120, 1772440200120, 'time_limit', 1772442000120, NULL, 4, 2, 'QTQiKX2QEAQ00aa4YlRbguW1hD0SYHqPMheSAImioaU=', NULL, 0, 0, '{"points":0,"maxPoints":1,"needsGrading":false,"questions":[{"questionId":"q_n4naTXg6dM4JEA50Wu2zdpzn","points":0,"maxPoints":1,"correct":false,"needsGrading":false,"share":0}],"rulesVersion":"4-9e961b6072da"}', 'receipt_UXbpeZJOHyiE3ccnckSM0WoY', 0, 1068, 1796072665932, '{"points":0,"maxPoints":1,"needsGrading":false,"questions":[{"questionId":"q_n4naTXg6dM4JEA50Wu2zdpzn","points":0,"maxPoints":1,"correct":false,"needsGrading":false,"share":0}],"rulesVersion":"4-9e961b6072da"}', 1, 0, NULL, NULL, 0);
INSERT INTO public.exam_session (id, workspace_id, exam_id, version_id, user_id, embed_session_id, seed, rules, epoch, started_at, time_limit, time_multiplier, extra_time, paused_time, paused_at, closes_at, deadline, first_answer_at, last_answer_at, completed_at, completion_reason, settled_at, voided_at, last_seq, last_link, chain, state, state_order, "position", score, receipt_code, announcements, volume, changed_at, machine_score, score_revision, key_revision, result_state, result_at, key_seen) VALUES ('session_Gbz8Cl4cPb0JKO4n7Z1mxlrh', 'workspace_YDV1DFPHQWn6zG9IwRcTOsiG', 'exam_qSwhIGi0OSEgN80tulj2brK7', 'version_lrnanJa2SLZrCEPt95y7FCqQ', 'user_IjsTzCC6y0da42Hz6ZnvftmM', 'embed_session_D9chDjqAxRi10W8trttzgLKQ', '9f40412b8415227d955447a6783599d2', 4, 1, 1772438400120, NULL, 1, 0, 0, NULL, NULL, NULL, 1772438400120, 1772438400120, NULL, NULL, NULL, 1772438400120, 3, 2, '6GttD2gDuRKjBD5oDXA99/T21I4toTMZRaqr+uuuk8s=', NULL, 0, 0, NULL, NULL, 0, 1068, 1796072665830, NULL, 0, 0, NULL, NULL, 0);


--
-- Data for Name: exam_version; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.exam_version (id, exam_id, hash, content, created_at) VALUES ('version_k67jQiQgayoWK1FcNRqETVaU', 'exam_3G7P9QwCtO8SZnkbMd3wIjIw', '5e379a31342d1f014b6120d0e510ad35077af928e102cb6cd4ce9a7e29971628', '{"name":"Midterm Exam - Algebra","subject":null,"studentLevel":null,"language":null,"context":null,"intendedDuration":null,"settings":{"timeLimit":null,"opensAt":null,"closesAt":null,"shuffleQuestions":false,"navigation":"free","showScore":false},"questions":[{"id":"q_dH3VIY4XgjFQi7KKfYvU23zk","type":"exam-intro","title":null,"description":"<p>Welcome to the exam</p>","settings":{},"scoring":null,"metadata":null},{"id":"q_7NRqrtHgsAYMXUo8uuNWrjx3","type":"single-line-text","title":"What is the capital of France?","description":null,"settings":{"correctAnswer":"Paris"},"scoring":null,"metadata":null},{"id":"q_ewukkkfVnwG73tC706VY9b81","type":"multi-line-text","title":"Describe the water cycle.","description":null,"settings":{},"scoring":null,"metadata":null},{"id":"q_UbZ6XW6tCbPG74nu8xVFjpkL","type":"multiple-choice-single-answer","title":"Which is a prime?","description":null,"settings":{"options":["9","11","15"],"correctAnswer":"11","shuffleAnswers":false},"scoring":null,"metadata":null},{"id":"q_yc8ueosVZk2Dn1H9tsXnQiFg","type":"multiple-choice-multiple-answers","title":"Which are even?","description":null,"settings":{"options":["1","2","3","4"],"correctAnswer":["2","4"],"shuffleAnswers":false},"scoring":null,"metadata":null},{"id":"q_CEeqscvBu6pD9nou4iQ1I8xo","type":"true-false","title":"The earth is flat.","description":null,"settings":{"correctAnswer":"false"},"scoring":null,"metadata":null},{"id":"q_6lE2BwFUqCZ5diHzIsIGFBWP","type":"paragraph","title":null,"description":"<p>A text to read</p>","settings":{},"scoring":null,"metadata":null},{"id":"q_aTjaxTJt5AkWwQLduvKEgbbH","type":"essay","title":"Write about it.","description":null,"settings":{"minWords":3},"scoring":null,"metadata":null},{"id":"q_OXQ5j1EnuPBZwsOAgIDdXKmD","type":"picture-choice","title":"Which is a cat?","description":null,"settings":{"options":["https://pictures.example/1.png","https://pictures.example/2.png"],"correctAnswer":"https://pictures.example/2.png"},"scoring":null,"metadata":null},{"id":"q_ywZpE46PxssTZwVY9HKScTYf","type":"fill-in-blank","title":"Fill in.","description":null,"settings":{"text":"Roses are ___, violets are ___.","correctAnswer":["red","blue"],"exactValuesCaseInsensitive":true},"scoring":null,"metadata":null},{"id":"q_YFzpnyXLRBUVmUmWREZGaUaD","type":"matching","title":"Match.","description":null,"settings":{"left":["France","Italy"],"right":["Rome","Paris"],"correctAnswer":["France = Paris","Italy = Rome"],"layout":"columns"},"scoring":null,"metadata":null},{"id":"q_yjU9b3b4dHZZnlPc6pqwGpx6","type":"sequence","title":"Put in order.","description":null,"settings":{"options":["one","two","three"]},"scoring":null,"metadata":null},{"id":"q_FIz4w8EUt1cNRweHJKTvehH3","type":"date-year","title":"When?","description":null,"settings":{"dateType":"full-date","correctAnswer":"1925-12-31"},"scoring":null,"metadata":null},{"id":"q_8YhBnNvSzXaPg1xuONcux4Lr","type":"formula","title":"Square x.","description":null,"settings":{"correctAnswer":"x^2"},"scoring":null,"metadata":null},{"id":"q_8gCYlqAlRxWyDCguIVCEmpBk","type":"math-notebook","title":"Solve.","description":null,"settings":{"initialLines":["2x=4"]},"scoring":null,"metadata":null},{"id":"q_yWVuXxZ6E6yncngIxmg7pcTx","type":"sentence-analysis","title":"Ontleed.","description":null,"settings":{"sentence":"Gisteren liep hij","enabledLabels":["BWB","OND"],"requirePersoonsvorm":true,"correctAnswer":{"raw":"[BWB Gisteren] liep [OND hij]","tokens":[{"index":0,"text":"Gisteren","start":0,"end":8},{"index":1,"text":"liep","start":9,"end":13},{"index":2,"text":"hij","start":14,"end":17}],"segments":[{"startToken":0,"endToken":0,"label":"BWB"},{"startToken":2,"endToken":2,"label":"OND"}],"persoonsvorm":{"startToken":1,"endToken":1}}},"scoring":null,"metadata":null},{"id":"q_b813rC2hHFAXTQGXb6OSndg3","type":"upload-file","title":"Hand in a file.","description":null,"settings":{},"scoring":null,"metadata":null},{"id":"q_S7hQQzDnD1dTATDmUSIIfBhG","type":"voice-recorder","title":"Say it.","description":null,"settings":{},"scoring":null,"metadata":null},{"id":"q_QV0Y6ZPa40S1bsapL4g6qjLh","type":"exam-outro","title":null,"description":"<p>That was the exam</p>","settings":{},"scoring":null,"metadata":null}]}', 1772438400120);
INSERT INTO public.exam_version (id, exam_id, hash, content, created_at) VALUES ('version_cZCICREclkM9LxMp6G6CFo48', 'exam_TPlOvAuXXkKFAAd67znQt16I', 'a48022a0f1ebfeec84a75f6cbba63ce420e996190c103c5061f0d690c07060bb', '{"name":"Midterm Exam - Algebra","subject":null,"studentLevel":null,"language":null,"context":null,"intendedDuration":null,"settings":{"timeLimit":null,"opensAt":null,"closesAt":null,"shuffleQuestions":false,"navigation":"free","showScore":false},"questions":[{"id":"q_zzCusczq3BL2PKw1coB2kLwZ","type":"single-line-text","title":"What is the capital of France?","description":null,"settings":{"correctAnswer":"Paris"},"scoring":null,"metadata":null}]}', 1772438400120);
INSERT INTO public.exam_version (id, exam_id, hash, content, created_at) VALUES ('version_Jq0SgTaXCZt86EVRi6FZd4wy', 'exam_iTcoKzcI2MmsvlbrGSblRxUd', 'b269658fa73e55e44a2052097c7e46eedf8632ab9d66d7f1cf905e705e0da97f', '{"name":"Midterm Exam - Algebra","subject":null,"studentLevel":null,"language":null,"context":null,"intendedDuration":null,"settings":{"timeLimit":null,"opensAt":null,"closesAt":null,"shuffleQuestions":false,"navigation":"free","showScore":false},"questions":[{"id":"q_pwSFFGwh4HLB10hOTw12AaMa","type":"single-line-text","title":"What is the capital of France?","description":null,"settings":{"correctAnswer":"Paris"},"scoring":null,"metadata":null}]}', 1772438400120);
INSERT INTO public.exam_version (id, exam_id, hash, content, created_at) VALUES ('version_vg0WrwaELGjpZPkpyIPZwiQ0', 'exam_cqPMfYDKYEqgCUNs8uJYjSsV', '07288ce255be4e68ab2c946d4d8ca8cb95984f44396737f6af5a4ebafe14fdd7', '{"name":"Midterm Exam - Algebra","subject":null,"studentLevel":null,"language":null,"context":null,"intendedDuration":null,"settings":{"timeLimit":null,"opensAt":null,"closesAt":null,"shuffleQuestions":false,"navigation":"free","showScore":false},"questions":[{"id":"q_ilfAlvqcOw9R0cNq17Br6AZx","type":"single-line-text","title":"Capital?","description":null,"settings":{},"scoring":null,"metadata":null},{"id":"q_DWGNgus4prZPuxYMqIEHUWtW","type":"upload-file","title":"Hand in","description":null,"settings":{},"scoring":null,"metadata":null}]}', 1772438400120);
INSERT INTO public.exam_version (id, exam_id, hash, content, created_at) VALUES ('version_9KAYsatn2m5uMVHC1DJUTu8b', 'exam_kJeUydGk9tFGT0Sr7j4aZofZ', '42c15fd952b12a4cbb757cdcae5e6bef46ddb42a490d851df0b261e78a67ea94', '{"name":"Midterm Exam - Algebra","subject":null,"studentLevel":null,"language":null,"context":null,"intendedDuration":null,"settings":{"timeLimit":30,"opensAt":null,"closesAt":null,"shuffleQuestions":false,"navigation":"free","showScore":false},"questions":[{"id":"q_n4naTXg6dM4JEA50Wu2zdpzn","type":"single-line-text","title":"What is the capital of France?","description":null,"settings":{"correctAnswer":"Paris"},"scoring":null,"metadata":null}]}', 1772438400120);
INSERT INTO public.exam_version (id, exam_id, hash, content, created_at) VALUES ('version_lrnanJa2SLZrCEPt95y7FCqQ', 'exam_qSwhIGi0OSEgN80tulj2brK7', '0b93fe9106b9b67a205c8363acca44809e6844a717a1cb0c02a1143e0d66d201', '{"name":"Midterm Exam - Algebra","subject":null,"studentLevel":null,"language":null,"context":null,"intendedDuration":null,"settings":{"timeLimit":null,"opensAt":null,"closesAt":null,"shuffleQuestions":false,"navigation":"free","showScore":false},"questions":[{"id":"q_IWtMr0tCwi4zTyZ4Pvc1d9eW","type":"single-line-text","title":"What is the capital of France?","description":null,"settings":{"correctAnswer":"Paris"},"scoring":null,"metadata":null}]}', 1772438400120);
INSERT INTO public.exam_version (id, exam_id, hash, content, created_at) VALUES ('version_gVwQTrHQZL3ASkRjnFfgMOp5', 'exam_9b7jCNtMim2wiJElWNru1jWX', 'b6de1d51afd2e11a3cd951285c736c1870f13328b7a7a912298030d0c0602c42', '{"name":"Midterm Exam - Algebra","subject":null,"studentLevel":null,"language":null,"context":null,"intendedDuration":null,"settings":{"timeLimit":null,"opensAt":null,"closesAt":null,"shuffleQuestions":false,"navigation":"free","showScore":false},"questions":[{"id":"q_bwSXJdTp4xwtXlly6xO6gWem","type":"single-line-text","title":"What is the capital of France?","description":null,"settings":{"correctAnswer":"Paris"},"scoring":null,"metadata":null}]}', 1772438400120);


--
-- Data for Name: file_chunk; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.file_chunk (file_id, start, bytes) VALUES ('file_XO3nH6Uq6ZdLANfoZoGZFSBE', 0, '\x6d79206e6f746573');


--
-- Data for Name: grade; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: heartbeat; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: idempotency_key; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: key_revision; Type: TABLE DATA; Schema: public; Owner: -
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

INSERT INTO public.receipt (code, session_id, number, issued_at, jws, salts, exam_name, verdict, judged_at, judged_keys, judged_link, judged_chain) VALUES ('receipt_B0OOgecNSYfUOt8wc7bfcBtN', 'session_2r7GQbXI2axMP9In7YRfXGss', 1, 1772438400120, 'eyJhbGciOiJFUzI1NiIsInR5cCI6ImV4YW1sZXQtcmVjZWlwdCIsImtpZCI6IkR3QVFRRWw0S2ZKcjdCdWhEZTE1M2VFbXk1R0pVR3pfbmktWm85OVpoZUkifQ.eyJ2IjoxLCJjb2RlIjoicmVjZWlwdF9CME9PZ2VjTlNZZlVPdDh3YzdiZmNCdE4iLCJudW1iZXIiOjEsImlzc3VlZEF0IjoiMjAyNi0wMy0wMlQwODowMDowMC4xMjBaIiwiY29tcGxldGVkQXQiOiIyMDI2LTAzLTAyVDA4OjAwOjAwLjEyMFoiLCJjb21wbGV0aW9uUmVhc29uIjoic3VibWl0dGVkIiwiZXhhbUlkIjoiZXhhbV9jcVBNZllES1lFcWdDVU5zOHVKWWpTc1YiLCJleGFtTmFtZSI6Ik1pZHRlcm0gRXhhbSAtIEFsZ2VicmEiLCJzZXNzaW9uSWQiOiJzZXNzaW9uXzJyN0dRYlhJMmF4TVA5SW43WVJmWEdzcyIsInVzZXJJZCI6InVzZXJfUEEzalVUZ3p3NmNjS3FvREtDM1R3MmdVIiwibGluayI6MywiY2hhaW4iOiI4TEVFK0dCd21RSDZOdjgvYWRQa05rQzVsSjMrbkNUbnE4eXVEekVST05zPSIsImFuc3dlcnMiOlt7InF1ZXN0aW9uSWQiOiJxX0RXR05ndXM0cHJaUHV4WU1xSUVIVVd0VyIsImVwb2NoIjoxLCJyZXZpc2lvbiI6MSwic2F2ZWRBdCI6IjIwMjYtMDMtMDJUMDg6MDA6MDAuMTIwWiIsImRpZ2VzdCI6InJmV1VDUi1IeXRXYThCZTMyeDNuUy1HTFNKcTNrUzctSW42ekJNS3lMbUkiLCJmaWxlU2hhMjU2IjoiZjMwYWMyYjVhMjBiMjhhMGQ5YzM2N2MyZWZiNjM2OWJjMDJmYmU0ODYwNGU0NDczYjNjOWZlMjU5NDgzZjkxMiJ9LHsicXVlc3Rpb25JZCI6InFfaWxmQWx2cWNPdzlSMGNOcTE3QnI2QVp4IiwiZXBvY2giOjEsInJldmlzaW9uIjoyLCJzYXZlZEF0IjoiMjAyNi0wMy0wMlQwODowMDowMC4xMjBaIiwiZGlnZXN0IjoiektTaExibEEtVUdCOVpORTROMXpkb3ZWeGFtSU9BM3BtcXlVNlVrZ1psQSJ9XX0.am2-hfZ9Fh6LNnfQq4jeIJOK4H-TH3DotfNYdJyZ25qizw-oXoB9SPeKwY2YycxnpVfp8-WBQ8TzYyNDsGh0Kg', '{"q_ilfAlvqcOw9R0cNq17Br6AZx":"mRl8/F3L0+V61qozSnMXBw==","q_DWGNgus4prZPuxYMqIEHUWtW":"N5mzQBUcvGIc12gRTjwszw=="}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.receipt (code, session_id, number, issued_at, jws, salts, exam_name, verdict, judged_at, judged_keys, judged_link, judged_chain) VALUES ('receipt_UXbpeZJOHyiE3ccnckSM0WoY', 'session_BPY9FWO3CxmaYOwTcmxdHh6N', 1, 1772442000120, 'eyJhbGciOiJFUzI1NiIsInR5cCI6ImV4YW1sZXQtcmVjZWlwdCIsImtpZCI6IkR3QVFRRWw0S2ZKcjdCdWhEZTE1M2VFbXk1R0pVR3pfbmktWm85OVpoZUkifQ.eyJ2IjoxLCJjb2RlIjoicmVjZWlwdF9VWGJwZVpKT0h5aUUzY2NuY2tTTTBXb1kiLCJudW1iZXIiOjEsImlzc3VlZEF0IjoiMjAyNi0wMy0wMlQwOTowMDowMC4xMjBaIiwiY29tcGxldGVkQXQiOiIyMDI2LTAzLTAyVDA4OjMwOjAwLjEyMFoiLCJjb21wbGV0aW9uUmVhc29uIjoidGltZV9saW1pdCIsImV4YW1JZCI6ImV4YW1fa0plVXlkR2s5dEZHVDBTcjdqNGFab2ZaIiwiZXhhbU5hbWUiOiJNaWR0ZXJtIEV4YW0gLSBBbGdlYnJhIiwic2Vzc2lvbklkIjoic2Vzc2lvbl9CUFk5RldPM0N4bWFZT3dUY214ZEhoNk4iLCJ1c2VySWQiOiJ1c2VyX3I2TWFDaEJhdlpreUdFU3dlN3lsMG93UCIsImxpbmsiOjIsImNoYWluIjoiUVRRaUtYMlFFQVEwMGFhNFlsUmJndVcxaEQwU1lIcVBNaGVTQUltaW9hVT0iLCJhbnN3ZXJzIjpbeyJxdWVzdGlvbklkIjoicV9uNG5hVFhnNmRNNEpFQTUwV3UyemRwem4iLCJlcG9jaCI6MSwicmV2aXNpb24iOjIsInNhdmVkQXQiOiIyMDI2LTAzLTAyVDA4OjAwOjAwLjEyMFoiLCJkaWdlc3QiOiJHMmhQM3AwaFc1QVlab2xnQUZONF9mUjF1ZjhoSDZRclJtQXlZMERZRDVZIn1dfQ.oosQ_zz8bGRpHZN9SUECk2K-7RN0StJpVnUPybWSRUadc5nkKjAu7GN8A0MDx3HtVAICalZrgBsSsv_tXqan_w', '{"q_n4naTXg6dM4JEA50Wu2zdpzn":"nhhoxf1RoSbilMVu7H3EsA=="}', NULL, NULL, NULL, NULL, NULL, NULL);


--
-- Data for Name: refused_grade; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: retained_save; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.retained_save (id, session_id, question_id, version_order, value, completed, context, digest, reason, arrived_at, written_at, accepted_at, accepted_by, accepted_order) VALUES ('retained_Aws2W7Asw4lw8q9VEsWIttwF', 'session_OID3kV7tcDJRiP28AYBT8REz', 'q_pwSFFGwh4HLB10hOTw12AaMa', 4294967297, '"Lyon"', 1, NULL, 'iuY8qY7HCdx06LZkPZ6/T+vqQg9rVDs2uBq6phulvyU=', 'revision-conflict', 1772438400120, NULL, NULL, NULL, NULL);


--
-- Data for Name: schemaversions; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.schemaversions (schemaversionsid, scriptname, applied) VALUES (1, '0001-first.postgresql.sql', '2026-11-30 21:04:24.470024');
INSERT INTO public.schemaversions (schemaversionsid, scriptname, applied) VALUES (2, '0002-grading.sql', '2026-11-30 21:04:24.538981');
INSERT INTO public.schemaversions (schemaversionsid, scriptname, applied) VALUES (3, '0003-waiting.postgresql.sql', '2026-11-30 21:04:24.54122');
INSERT INTO public.schemaversions (schemaversionsid, scriptname, applied) VALUES (4, '0004-release.sql', '2026-11-30 21:04:24.55757');


--
-- Data for Name: session_event; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.session_event (session_id, seq, name, data, at) VALUES ('session_del20hsNj4B6Yt6MEgWh0O2F', 1, 'exam:started', '{}', 1772438400120);
INSERT INTO public.session_event (session_id, seq, name, data, at) VALUES ('session_zlqgV47rDjZ4oPkiHOkrFsNf', 1, 'exam:started', '{}', 1772438400120);
INSERT INTO public.session_event (session_id, seq, name, data, at) VALUES ('session_zlqgV47rDjZ4oPkiHOkrFsNf', 4, 'time:changed', '{"deadline":null}', 1772438400120);
INSERT INTO public.session_event (session_id, seq, name, data, at) VALUES ('session_OID3kV7tcDJRiP28AYBT8REz', 1, 'exam:started', '{}', 1772438400120);
INSERT INTO public.session_event (session_id, seq, name, data, at) VALUES ('session_2r7GQbXI2axMP9In7YRfXGss', 1, 'exam:started', '{}', 1772438400120);
INSERT INTO public.session_event (session_id, seq, name, data, at) VALUES ('session_2r7GQbXI2axMP9In7YRfXGss', 5, 'exam:submitted', '{"by":"student"}', 1772438400120);
INSERT INTO public.session_event (session_id, seq, name, data, at) VALUES ('session_BPY9FWO3CxmaYOwTcmxdHh6N', 1, 'exam:started', '{}', 1772438400120);
INSERT INTO public.session_event (session_id, seq, name, data, at) VALUES ('session_Gbz8Cl4cPb0JKO4n7Z1mxlrh', 1, 'exam:started', '{}', 1772438400120);
INSERT INTO public.session_event (session_id, seq, name, data, at) VALUES ('session_BPY9FWO3CxmaYOwTcmxdHh6N', 4, 'exam:submitted', '{"by":"time"}', 1772440200120);


--
-- Data for Name: session_presence; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: staff_session; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: stored_file; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.stored_file (id, session_id, question_id, name, type, size, received, sha256, completed_at, created_at) VALUES ('file_XO3nH6Uq6ZdLANfoZoGZFSBE', 'session_2r7GQbXI2axMP9In7YRfXGss', 'q_DWGNgus4prZPuxYMqIEHUWtW', 'notes.txt', 'text/plain', 8, 8, 'f30ac2b5a20b28a0d9c367c2efb6369bc02fbe48604e4473b3c9fe259483f912', 1772438400120, 1772438400120);


--
-- Data for Name: waiting_answer; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.waiting_answer (session_id, question_id, exam_id) VALUES ('session_2r7GQbXI2axMP9In7YRfXGss', 'q_ilfAlvqcOw9R0cNq17Br6AZx', 'exam_cqPMfYDKYEqgCUNs8uJYjSsV');
INSERT INTO public.waiting_answer (session_id, question_id, exam_id) VALUES ('session_2r7GQbXI2axMP9In7YRfXGss', 'q_DWGNgus4prZPuxYMqIEHUWtW', 'exam_cqPMfYDKYEqgCUNs8uJYjSsV');


--
-- Data for Name: webhook; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.webhook (id, workspace_id, url, events, description, enabled, disabled_reason, secret_number, previous_secret_until, created_by, created_at, updated_at) VALUES ('webhook_9H9nUoINBJobHdTBlZWWxxDs', 'workspace_YDV1DFPHQWn6zG9IwRcTOsiG', 'http://127.0.0.1:9/hooks', NULL, NULL, 1, NULL, 1, NULL, 'user_sKlOdHtoZuJEMq5Vr2rw9Y0N', 1772438400120, 1772438400120);


--
-- Data for Name: webhook_message; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.webhook_message (id, webhook_id, order_key, number, type, body, status, attempts, next_attempt_at, claim, last_status, last_error, delivered_at, created_at) VALUES ('message_gsyqvOCrZvN2jyh6Mf4XujCa', 'webhook_9H9nUoINBJobHdTBlZWWxxDs', 'session_del20hsNj4B6Yt6MEgWh0O2F', 2, 'embed-session.started', '{"type":"embed-session.started","timestamp":"2026-03-02T08:00:00.120Z","data":{"workspaceId":"workspace_YDV1DFPHQWn6zG9IwRcTOsiG","examId":"exam_3G7P9QwCtO8SZnkbMd3wIjIw","sessionId":"session_del20hsNj4B6Yt6MEgWh0O2F","embedSessionId":"embed_session_XERi0IL1u7pukVGHBSlxte6p","userId":"user_jVGSLpBTJaLpX9ieqrutYXQ8","startedAt":"2026-03-02T08:00:00.120Z","user":{"id":"user_jVGSLpBTJaLpX9ieqrutYXQ8"},"embedSession":{"id":"embed_session_XERi0IL1u7pukVGHBSlxte6p"},"event":{"id":"event_del20hsNj4B6Yt6MEgWh0O2F_2","seq":2}}}', 'pending', 0, 1772438400120, NULL, NULL, NULL, NULL, 1772438400120);
INSERT INTO public.webhook_message (id, webhook_id, order_key, number, type, body, status, attempts, next_attempt_at, claim, last_status, last_error, delivered_at, created_at) VALUES ('message_lQWJXC6kndWLe47fdHzoS6bu', 'webhook_9H9nUoINBJobHdTBlZWWxxDs', 'session_zlqgV47rDjZ4oPkiHOkrFsNf', 2, 'embed-session.started', '{"type":"embed-session.started","timestamp":"2026-03-02T08:00:00.120Z","data":{"workspaceId":"workspace_YDV1DFPHQWn6zG9IwRcTOsiG","examId":"exam_TPlOvAuXXkKFAAd67znQt16I","sessionId":"session_zlqgV47rDjZ4oPkiHOkrFsNf","embedSessionId":"embed_session_EhIwDPDSk2LXBz4IwNhjtgf2","userId":"user_Df4b26v1NImmZP1iYuaQPjEm","startedAt":"2026-03-02T08:00:00.120Z","user":{"id":"user_Df4b26v1NImmZP1iYuaQPjEm"},"embedSession":{"id":"embed_session_EhIwDPDSk2LXBz4IwNhjtgf2"},"event":{"id":"event_zlqgV47rDjZ4oPkiHOkrFsNf_2","seq":2}}}', 'pending', 0, 1772438400120, NULL, NULL, NULL, NULL, 1772438400120);
INSERT INTO public.webhook_message (id, webhook_id, order_key, number, type, body, status, attempts, next_attempt_at, claim, last_status, last_error, delivered_at, created_at) VALUES ('message_oP3k1DckuiHmPPkiOzkEhn9B', 'webhook_9H9nUoINBJobHdTBlZWWxxDs', 'session_OID3kV7tcDJRiP28AYBT8REz', 2, 'embed-session.started', '{"type":"embed-session.started","timestamp":"2026-03-02T08:00:00.120Z","data":{"workspaceId":"workspace_YDV1DFPHQWn6zG9IwRcTOsiG","examId":"exam_iTcoKzcI2MmsvlbrGSblRxUd","sessionId":"session_OID3kV7tcDJRiP28AYBT8REz","embedSessionId":"embed_session_1TFVp47KNG3wiJanq4O217us","userId":"user_JJx7cbMj5WQYRKKoIsOGv3Jx","startedAt":"2026-03-02T08:00:00.120Z","user":{"id":"user_JJx7cbMj5WQYRKKoIsOGv3Jx"},"embedSession":{"id":"embed_session_1TFVp47KNG3wiJanq4O217us"},"event":{"id":"event_OID3kV7tcDJRiP28AYBT8REz_2","seq":2}}}', 'pending', 0, 1772438400120, NULL, NULL, NULL, NULL, 1772438400120);
INSERT INTO public.webhook_message (id, webhook_id, order_key, number, type, body, status, attempts, next_attempt_at, claim, last_status, last_error, delivered_at, created_at) VALUES ('message_vbf7ZOnKwpIe3aaN63n8tsAB', 'webhook_9H9nUoINBJobHdTBlZWWxxDs', 'session_2r7GQbXI2axMP9In7YRfXGss', 2, 'embed-session.started', '{"type":"embed-session.started","timestamp":"2026-03-02T08:00:00.120Z","data":{"workspaceId":"workspace_YDV1DFPHQWn6zG9IwRcTOsiG","examId":"exam_cqPMfYDKYEqgCUNs8uJYjSsV","sessionId":"session_2r7GQbXI2axMP9In7YRfXGss","embedSessionId":"embed_session_tNkXYpeRrHyc1gh1jjAYTPWh","userId":"user_PA3jUTgzw6ccKqoDKC3Tw2gU","startedAt":"2026-03-02T08:00:00.120Z","user":{"id":"user_PA3jUTgzw6ccKqoDKC3Tw2gU"},"embedSession":{"id":"embed_session_tNkXYpeRrHyc1gh1jjAYTPWh"},"event":{"id":"event_2r7GQbXI2axMP9In7YRfXGss_2","seq":2}}}', 'pending', 0, 1772438400120, NULL, NULL, NULL, NULL, 1772438400120);
INSERT INTO public.webhook_message (id, webhook_id, order_key, number, type, body, status, attempts, next_attempt_at, claim, last_status, last_error, delivered_at, created_at) VALUES ('message_AbOBmOhvpkW11IrcT4H1ad0s', 'webhook_9H9nUoINBJobHdTBlZWWxxDs', 'session_2r7GQbXI2axMP9In7YRfXGss', 3, 'embed-session.completed', '{"type":"embed-session.completed","timestamp":"2026-03-02T08:00:00.120Z","data":{"workspaceId":"workspace_YDV1DFPHQWn6zG9IwRcTOsiG","examId":"exam_cqPMfYDKYEqgCUNs8uJYjSsV","sessionId":"session_2r7GQbXI2axMP9In7YRfXGss","embedSessionId":"embed_session_tNkXYpeRrHyc1gh1jjAYTPWh","userId":"user_PA3jUTgzw6ccKqoDKC3Tw2gU","startedAt":"2026-03-02T08:00:00.120Z","completionReason":"submitted","completedAt":"2026-03-02T08:00:00.120Z","user":{"id":"user_PA3jUTgzw6ccKqoDKC3Tw2gU"},"embedSession":{"id":"embed_session_tNkXYpeRrHyc1gh1jjAYTPWh"},"event":{"id":"event_2r7GQbXI2axMP9In7YRfXGss_5","seq":5}}}', 'pending', 0, 1772438400120, NULL, NULL, NULL, NULL, 1772438400120);
INSERT INTO public.webhook_message (id, webhook_id, order_key, number, type, body, status, attempts, next_attempt_at, claim, last_status, last_error, delivered_at, created_at) VALUES ('message_vLjxVy8j1gruQ9ZRGkxxi5qO', 'webhook_9H9nUoINBJobHdTBlZWWxxDs', 'session_2r7GQbXI2axMP9In7YRfXGss', 4, 'exam-session.completed', '{"type":"exam-session.completed","timestamp":"2026-03-02T08:00:00.120Z","data":{"workspaceId":"workspace_YDV1DFPHQWn6zG9IwRcTOsiG","examId":"exam_cqPMfYDKYEqgCUNs8uJYjSsV","sessionId":"session_2r7GQbXI2axMP9In7YRfXGss","embedSessionId":"embed_session_tNkXYpeRrHyc1gh1jjAYTPWh","userId":"user_PA3jUTgzw6ccKqoDKC3Tw2gU","startedAt":"2026-03-02T08:00:00.120Z","completionReason":"submitted","completedAt":"2026-03-02T08:00:00.120Z","user":{"id":"user_PA3jUTgzw6ccKqoDKC3Tw2gU"},"embedSession":{"id":"embed_session_tNkXYpeRrHyc1gh1jjAYTPWh"},"event":{"id":"event_2r7GQbXI2axMP9In7YRfXGss_5","seq":5}}}', 'pending', 0, 1772438400120, NULL, NULL, NULL, NULL, 1772438400120);
INSERT INTO public.webhook_message (id, webhook_id, order_key, number, type, body, status, attempts, next_attempt_at, claim, last_status, last_error, delivered_at, created_at) VALUES ('message_jUQ6EjqhzoVpUtz16ivYFE6v', 'webhook_9H9nUoINBJobHdTBlZWWxxDs', 'session_BPY9FWO3CxmaYOwTcmxdHh6N', 2, 'embed-session.started', '{"type":"embed-session.started","timestamp":"2026-03-02T08:00:00.120Z","data":{"workspaceId":"workspace_YDV1DFPHQWn6zG9IwRcTOsiG","examId":"exam_kJeUydGk9tFGT0Sr7j4aZofZ","sessionId":"session_BPY9FWO3CxmaYOwTcmxdHh6N","embedSessionId":"embed_session_SrjVq2O2v0mYbWonDijdhdty","userId":"user_r6MaChBavZkyGESwe7yl0owP","startedAt":"2026-03-02T08:00:00.120Z","deadline":"2026-03-02T08:30:00.120Z","user":{"id":"user_r6MaChBavZkyGESwe7yl0owP"},"embedSession":{"id":"embed_session_SrjVq2O2v0mYbWonDijdhdty"},"event":{"id":"event_BPY9FWO3CxmaYOwTcmxdHh6N_2","seq":2}}}', 'pending', 0, 1772438400120, NULL, NULL, NULL, NULL, 1772438400120);
INSERT INTO public.webhook_message (id, webhook_id, order_key, number, type, body, status, attempts, next_attempt_at, claim, last_status, last_error, delivered_at, created_at) VALUES ('message_rhrB6kQlAVkxkKylaCTaxYhv', 'webhook_9H9nUoINBJobHdTBlZWWxxDs', 'session_Gbz8Cl4cPb0JKO4n7Z1mxlrh', 2, 'embed-session.started', '{"type":"embed-session.started","timestamp":"2026-03-02T08:00:00.120Z","data":{"workspaceId":"workspace_YDV1DFPHQWn6zG9IwRcTOsiG","examId":"exam_qSwhIGi0OSEgN80tulj2brK7","sessionId":"session_Gbz8Cl4cPb0JKO4n7Z1mxlrh","embedSessionId":"embed_session_D9chDjqAxRi10W8trttzgLKQ","userId":"user_IjsTzCC6y0da42Hz6ZnvftmM","startedAt":"2026-03-02T08:00:00.120Z","user":{"id":"user_IjsTzCC6y0da42Hz6ZnvftmM"},"embedSession":{"id":"embed_session_D9chDjqAxRi10W8trttzgLKQ"},"event":{"id":"event_Gbz8Cl4cPb0JKO4n7Z1mxlrh_2","seq":2}}}', 'pending', 0, 1772438400120, NULL, NULL, NULL, NULL, 1772438400120);
INSERT INTO public.webhook_message (id, webhook_id, order_key, number, type, body, status, attempts, next_attempt_at, claim, last_status, last_error, delivered_at, created_at) VALUES ('message_F9fHV5cBkM5cdkOl2B6hdGXf', 'webhook_9H9nUoINBJobHdTBlZWWxxDs', 'session_Gbz8Cl4cPb0JKO4n7Z1mxlrh', 3, 'exam-session.voided', '{"type":"exam-session.voided","timestamp":"2026-03-02T08:00:00.120Z","data":{"workspaceId":"workspace_YDV1DFPHQWn6zG9IwRcTOsiG","examId":"exam_qSwhIGi0OSEgN80tulj2brK7","sessionId":"session_Gbz8Cl4cPb0JKO4n7Z1mxlrh","embedSessionId":"embed_session_D9chDjqAxRi10W8trttzgLKQ","userId":"user_IjsTzCC6y0da42Hz6ZnvftmM","startedAt":"2026-03-02T08:00:00.120Z","user":{"id":"user_IjsTzCC6y0da42Hz6ZnvftmM"},"embedSession":{"id":"embed_session_D9chDjqAxRi10W8trttzgLKQ"}}}', 'pending', 0, 1772438400120, NULL, NULL, NULL, NULL, 1772438400120);
INSERT INTO public.webhook_message (id, webhook_id, order_key, number, type, body, status, attempts, next_attempt_at, claim, last_status, last_error, delivered_at, created_at) VALUES ('message_zD6aRZ96hbsv0cte5bkJ1TI2', 'webhook_9H9nUoINBJobHdTBlZWWxxDs', 'session_BPY9FWO3CxmaYOwTcmxdHh6N', 3, 'embed-session.completed', '{"type":"embed-session.completed","timestamp":"2026-03-02T09:00:00.120Z","data":{"workspaceId":"workspace_YDV1DFPHQWn6zG9IwRcTOsiG","examId":"exam_kJeUydGk9tFGT0Sr7j4aZofZ","sessionId":"session_BPY9FWO3CxmaYOwTcmxdHh6N","embedSessionId":"embed_session_SrjVq2O2v0mYbWonDijdhdty","userId":"user_r6MaChBavZkyGESwe7yl0owP","startedAt":"2026-03-02T08:00:00.120Z","deadline":"2026-03-02T08:30:00.120Z","completionReason":"time_limit","completedAt":"2026-03-02T08:30:00.120Z","user":{"id":"user_r6MaChBavZkyGESwe7yl0owP"},"embedSession":{"id":"embed_session_SrjVq2O2v0mYbWonDijdhdty"},"event":{"id":"event_BPY9FWO3CxmaYOwTcmxdHh6N_4","seq":4}}}', 'pending', 0, 1772442000120, NULL, NULL, NULL, NULL, 1772442000120);
INSERT INTO public.webhook_message (id, webhook_id, order_key, number, type, body, status, attempts, next_attempt_at, claim, last_status, last_error, delivered_at, created_at) VALUES ('message_Tk1TbrcGHVkGtlOdXFy2rz63', 'webhook_9H9nUoINBJobHdTBlZWWxxDs', 'session_BPY9FWO3CxmaYOwTcmxdHh6N', 4, 'exam-session.completed', '{"type":"exam-session.completed","timestamp":"2026-03-02T09:00:00.120Z","data":{"workspaceId":"workspace_YDV1DFPHQWn6zG9IwRcTOsiG","examId":"exam_kJeUydGk9tFGT0Sr7j4aZofZ","sessionId":"session_BPY9FWO3CxmaYOwTcmxdHh6N","embedSessionId":"embed_session_SrjVq2O2v0mYbWonDijdhdty","userId":"user_r6MaChBavZkyGESwe7yl0owP","startedAt":"2026-03-02T08:00:00.120Z","deadline":"2026-03-02T08:30:00.120Z","completionReason":"time_limit","completedAt":"2026-03-02T08:30:00.120Z","user":{"id":"user_r6MaChBavZkyGESwe7yl0owP"},"embedSession":{"id":"embed_session_SrjVq2O2v0mYbWonDijdhdty"},"event":{"id":"event_BPY9FWO3CxmaYOwTcmxdHh6N_4","seq":4}}}', 'pending', 0, 1772442000120, NULL, NULL, NULL, NULL, 1772442000120);
INSERT INTO public.webhook_message (id, webhook_id, order_key, number, type, body, status, attempts, next_attempt_at, claim, last_status, last_error, delivered_at, created_at) VALUES ('message_1h5BxV9FYJi04tJZHAyDvfdc', 'webhook_9H9nUoINBJobHdTBlZWWxxDs', 'session_del20hsNj4B6Yt6MEgWh0O2F', 1, 'exam-session.started', '{"type":"exam-session.started","timestamp":"2026-03-02T08:00:00.120Z","data":{"workspaceId":"workspace_YDV1DFPHQWn6zG9IwRcTOsiG","examId":"exam_3G7P9QwCtO8SZnkbMd3wIjIw","sessionId":"session_del20hsNj4B6Yt6MEgWh0O2F","embedSessionId":"embed_session_XERi0IL1u7pukVGHBSlxte6p","userId":"user_jVGSLpBTJaLpX9ieqrutYXQ8","startedAt":"2026-03-02T08:00:00.120Z","user":{"id":"user_jVGSLpBTJaLpX9ieqrutYXQ8"},"embedSession":{"id":"embed_session_XERi0IL1u7pukVGHBSlxte6p"},"event":{"id":"event_del20hsNj4B6Yt6MEgWh0O2F_1","seq":1}}}', 'pending', 1, 1772442005992, NULL, NULL, 'connection-failed', NULL, 1772438400120);
INSERT INTO public.webhook_message (id, webhook_id, order_key, number, type, body, status, attempts, next_attempt_at, claim, last_status, last_error, delivered_at, created_at) VALUES ('message_AgRNaixmIjkfCyFcD6Xt0aIr', 'webhook_9H9nUoINBJobHdTBlZWWxxDs', 'session_Gbz8Cl4cPb0JKO4n7Z1mxlrh', 1, 'exam-session.started', '{"type":"exam-session.started","timestamp":"2026-03-02T08:00:00.120Z","data":{"workspaceId":"workspace_YDV1DFPHQWn6zG9IwRcTOsiG","examId":"exam_qSwhIGi0OSEgN80tulj2brK7","sessionId":"session_Gbz8Cl4cPb0JKO4n7Z1mxlrh","embedSessionId":"embed_session_D9chDjqAxRi10W8trttzgLKQ","userId":"user_IjsTzCC6y0da42Hz6ZnvftmM","startedAt":"2026-03-02T08:00:00.120Z","user":{"id":"user_IjsTzCC6y0da42Hz6ZnvftmM"},"embedSession":{"id":"embed_session_D9chDjqAxRi10W8trttzgLKQ"},"event":{"id":"event_Gbz8Cl4cPb0JKO4n7Z1mxlrh_1","seq":1}}}', 'pending', 1, 1772442005728, NULL, NULL, 'connection-failed', NULL, 1772438400120);
INSERT INTO public.webhook_message (id, webhook_id, order_key, number, type, body, status, attempts, next_attempt_at, claim, last_status, last_error, delivered_at, created_at) VALUES ('message_FIp445luhtxnvhAZEtXszw9s', 'webhook_9H9nUoINBJobHdTBlZWWxxDs', 'session_2r7GQbXI2axMP9In7YRfXGss', 1, 'exam-session.started', '{"type":"exam-session.started","timestamp":"2026-03-02T08:00:00.120Z","data":{"workspaceId":"workspace_YDV1DFPHQWn6zG9IwRcTOsiG","examId":"exam_cqPMfYDKYEqgCUNs8uJYjSsV","sessionId":"session_2r7GQbXI2axMP9In7YRfXGss","embedSessionId":"embed_session_tNkXYpeRrHyc1gh1jjAYTPWh","userId":"user_PA3jUTgzw6ccKqoDKC3Tw2gU","startedAt":"2026-03-02T08:00:00.120Z","user":{"id":"user_PA3jUTgzw6ccKqoDKC3Tw2gU"},"embedSession":{"id":"embed_session_tNkXYpeRrHyc1gh1jjAYTPWh"},"event":{"id":"event_2r7GQbXI2axMP9In7YRfXGss_1","seq":1}}}', 'pending', 1, 1772442005943, NULL, NULL, 'connection-failed', NULL, 1772438400120);
INSERT INTO public.webhook_message (id, webhook_id, order_key, number, type, body, status, attempts, next_attempt_at, claim, last_status, last_error, delivered_at, created_at) VALUES ('message_cDPX3yQA2dxrOMePLBghxy2v', 'webhook_9H9nUoINBJobHdTBlZWWxxDs', 'session_BPY9FWO3CxmaYOwTcmxdHh6N', 1, 'exam-session.started', '{"type":"exam-session.started","timestamp":"2026-03-02T08:00:00.120Z","data":{"workspaceId":"workspace_YDV1DFPHQWn6zG9IwRcTOsiG","examId":"exam_kJeUydGk9tFGT0Sr7j4aZofZ","sessionId":"session_BPY9FWO3CxmaYOwTcmxdHh6N","embedSessionId":"embed_session_SrjVq2O2v0mYbWonDijdhdty","userId":"user_r6MaChBavZkyGESwe7yl0owP","startedAt":"2026-03-02T08:00:00.120Z","deadline":"2026-03-02T08:30:00.120Z","user":{"id":"user_r6MaChBavZkyGESwe7yl0owP"},"embedSession":{"id":"embed_session_SrjVq2O2v0mYbWonDijdhdty"},"event":{"id":"event_BPY9FWO3CxmaYOwTcmxdHh6N_1","seq":1}}}', 'pending', 1, 1772442005562, NULL, NULL, 'connection-failed', NULL, 1772438400120);
INSERT INTO public.webhook_message (id, webhook_id, order_key, number, type, body, status, attempts, next_attempt_at, claim, last_status, last_error, delivered_at, created_at) VALUES ('message_eoMCzemzHV2j1fX7Fm074iya', 'webhook_9H9nUoINBJobHdTBlZWWxxDs', 'session_zlqgV47rDjZ4oPkiHOkrFsNf', 1, 'exam-session.started', '{"type":"exam-session.started","timestamp":"2026-03-02T08:00:00.120Z","data":{"workspaceId":"workspace_YDV1DFPHQWn6zG9IwRcTOsiG","examId":"exam_TPlOvAuXXkKFAAd67znQt16I","sessionId":"session_zlqgV47rDjZ4oPkiHOkrFsNf","embedSessionId":"embed_session_EhIwDPDSk2LXBz4IwNhjtgf2","userId":"user_Df4b26v1NImmZP1iYuaQPjEm","startedAt":"2026-03-02T08:00:00.120Z","user":{"id":"user_Df4b26v1NImmZP1iYuaQPjEm"},"embedSession":{"id":"embed_session_EhIwDPDSk2LXBz4IwNhjtgf2"},"event":{"id":"event_zlqgV47rDjZ4oPkiHOkrFsNf_1","seq":1}}}', 'pending', 1, 1772442005289, NULL, NULL, 'connection-failed', NULL, 1772438400120);
INSERT INTO public.webhook_message (id, webhook_id, order_key, number, type, body, status, attempts, next_attempt_at, claim, last_status, last_error, delivered_at, created_at) VALUES ('message_f2SklDH54aOG4JlbgAKmlcS1', 'webhook_9H9nUoINBJobHdTBlZWWxxDs', 'session_OID3kV7tcDJRiP28AYBT8REz', 1, 'exam-session.started', '{"type":"exam-session.started","timestamp":"2026-03-02T08:00:00.120Z","data":{"workspaceId":"workspace_YDV1DFPHQWn6zG9IwRcTOsiG","examId":"exam_iTcoKzcI2MmsvlbrGSblRxUd","sessionId":"session_OID3kV7tcDJRiP28AYBT8REz","embedSessionId":"embed_session_1TFVp47KNG3wiJanq4O217us","userId":"user_JJx7cbMj5WQYRKKoIsOGv3Jx","startedAt":"2026-03-02T08:00:00.120Z","user":{"id":"user_JJx7cbMj5WQYRKKoIsOGv3Jx"},"embedSession":{"id":"embed_session_1TFVp47KNG3wiJanq4O217us"},"event":{"id":"event_OID3kV7tcDJRiP28AYBT8REz_1","seq":1}}}', 'pending', 1, 1772442006071, NULL, NULL, 'connection-failed', NULL, 1772438400120);
INSERT INTO public.webhook_message (id, webhook_id, order_key, number, type, body, status, attempts, next_attempt_at, claim, last_status, last_error, delivered_at, created_at) VALUES ('message_UOhTr8qpnZustdrYFOfhIv1t', 'webhook_9H9nUoINBJobHdTBlZWWxxDs', 'session_BPY9FWO3CxmaYOwTcmxdHh6N', 5, 'exam-session.graded', '{"type":"exam-session.graded","timestamp":"2026-03-02T09:00:00.120Z","data":{"workspaceId":"workspace_YDV1DFPHQWn6zG9IwRcTOsiG","examId":"exam_kJeUydGk9tFGT0Sr7j4aZofZ","sessionId":"session_BPY9FWO3CxmaYOwTcmxdHh6N","embedSessionId":"embed_session_SrjVq2O2v0mYbWonDijdhdty","userId":"user_r6MaChBavZkyGESwe7yl0owP","startedAt":"2026-03-02T08:00:00.120Z","deadline":"2026-03-02T08:30:00.120Z","completionReason":"time_limit","completedAt":"2026-03-02T08:30:00.120Z","score":{"points":0,"maxPoints":1,"needsGrading":false,"state":"complete","gradedBy":"machine","scoreRevision":1},"user":{"id":"user_r6MaChBavZkyGESwe7yl0owP"},"embedSession":{"id":"embed_session_SrjVq2O2v0mYbWonDijdhdty"}}}', 'pending', 0, 1772442000120, NULL, NULL, NULL, NULL, 1772442000120);


--
-- Data for Name: workspace; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.workspace (id, name, is_sandbox, clock_ahead, created_at) VALUES ('workspace_2I9cFogQ0bUqpDgo0ZQkyubd', 'First workspace', 0, 0, 1772438400120);
INSERT INTO public.workspace (id, name, is_sandbox, clock_ahead, created_at) VALUES ('workspace_YDV1DFPHQWn6zG9IwRcTOsiG', 'Workspace 1', 0, 0, 1772438400120);


--
-- Name: schemaversions_schemaversionsid_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.schemaversions_schemaversionsid_seq', 4, true);


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
-- Name: grade grade_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.grade
    ADD CONSTRAINT grade_pkey PRIMARY KEY (session_id, question_id, revision);


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
-- Name: key_revision key_revision_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.key_revision
    ADD CONSTRAINT key_revision_pkey PRIMARY KEY (id);


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
-- Name: refused_grade refused_grade_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.refused_grade
    ADD CONSTRAINT refused_grade_pkey PRIMARY KEY (id);


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
-- Name: staff_session staff_session_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.staff_session
    ADD CONSTRAINT staff_session_pkey PRIMARY KEY (id);


--
-- Name: stored_file stored_file_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.stored_file
    ADD CONSTRAINT stored_file_pkey PRIMARY KEY (id);


--
-- Name: waiting_answer waiting_answer_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.waiting_answer
    ADD CONSTRAINT waiting_answer_pkey PRIMARY KEY (session_id, question_id);


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
-- Name: exam_release; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX exam_release ON public.exam USING btree (release_at) WHERE (release_at IS NOT NULL);


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
-- Name: exam_session_untold; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX exam_session_untold ON public.exam_session USING btree (exam_id) WHERE ((result_at IS NULL) AND (voided_at IS NULL) AND (score IS NOT NULL));


--
-- Name: exam_session_user; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX exam_session_user ON public.exam_session USING btree (user_id);


--
-- Name: exam_version_hash; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX exam_version_hash ON public.exam_version USING btree (exam_id, hash);


--
-- Name: grade_batch; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX grade_batch ON public.grade USING btree (batch_id) WHERE (batch_id IS NOT NULL);


--
-- Name: grade_newest; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX grade_newest ON public.grade USING btree (session_id, question_id) WHERE (is_newest = 1);


--
-- Name: idempotency_key_age; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX idempotency_key_age ON public.idempotency_key USING btree (created_at);


--
-- Name: key_revision_number; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX key_revision_number ON public.key_revision USING btree (exam_id, number);


--
-- Name: key_revision_open; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX key_revision_open ON public.key_revision USING btree (created_at) WHERE (done_at IS NULL);


--
-- Name: receipt_number; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX receipt_number ON public.receipt USING btree (session_id, number);


--
-- Name: refused_grade_session; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX refused_grade_session ON public.refused_grade USING btree (session_id, question_id);


--
-- Name: retained_save_once; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX retained_save_once ON public.retained_save USING btree (session_id, question_id, version_order, digest);


--
-- Name: retained_save_page; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX retained_save_page ON public.retained_save USING btree (session_id, arrived_at, id);


--
-- Name: staff_session_exam; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX staff_session_exam ON public.staff_session USING btree (exam_id);


--
-- Name: staff_session_page; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX staff_session_page ON public.staff_session USING btree (workspace_id, created_at, id);


--
-- Name: stored_file_session; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX stored_file_session ON public.stored_file USING btree (session_id);


--
-- Name: waiting_answer_exam; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX waiting_answer_exam ON public.waiting_answer USING btree (exam_id, question_id);


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
-- Name: grade grade_session_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.grade
    ADD CONSTRAINT grade_session_id_fkey FOREIGN KEY (session_id) REFERENCES public.exam_session(id);


--
-- Name: key_revision key_revision_exam_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.key_revision
    ADD CONSTRAINT key_revision_exam_id_fkey FOREIGN KEY (exam_id) REFERENCES public.exam(id);


--
-- Name: key_revision key_revision_workspace_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.key_revision
    ADD CONSTRAINT key_revision_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES public.workspace(id);


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
-- Name: refused_grade refused_grade_session_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.refused_grade
    ADD CONSTRAINT refused_grade_session_id_fkey FOREIGN KEY (session_id) REFERENCES public.exam_session(id);


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
-- Name: staff_session staff_session_actor_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.staff_session
    ADD CONSTRAINT staff_session_actor_fkey FOREIGN KEY (actor) REFERENCES public.app_user(id);


--
-- Name: staff_session staff_session_created_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.staff_session
    ADD CONSTRAINT staff_session_created_by_fkey FOREIGN KEY (created_by) REFERENCES public.app_user(id);


--
-- Name: staff_session staff_session_exam_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.staff_session
    ADD CONSTRAINT staff_session_exam_id_fkey FOREIGN KEY (exam_id) REFERENCES public.exam(id);


--
-- Name: staff_session staff_session_workspace_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.staff_session
    ADD CONSTRAINT staff_session_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES public.workspace(id);


--
-- Name: stored_file stored_file_session_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.stored_file
    ADD CONSTRAINT stored_file_session_id_fkey FOREIGN KEY (session_id) REFERENCES public.exam_session(id);


--
-- Name: waiting_answer waiting_answer_session_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.waiting_answer
    ADD CONSTRAINT waiting_answer_session_id_fkey FOREIGN KEY (session_id) REFERENCES public.exam_session(id);


--
-- Name: webhook webhook_workspace_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.webhook
    ADD CONSTRAINT webhook_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES public.workspace(id);


--
-- PostgreSQL database dump complete
--


