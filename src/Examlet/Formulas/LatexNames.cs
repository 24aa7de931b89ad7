using System.Collections.Frozen;

namespace Examlet.Formulas;

/// <summary>
/// The meaning of LaTeX commands for <see cref="FormulaReader"/>: the character that a command stands for, and the
/// commands that change nothing. The names are those of LaTeX and its mathematics package, and the few that the
/// mathematics editor adds (MathLive: <c>\degree</c>, <c>\exponentialE</c>, …).
/// </summary>
internal static class LatexNames
{
    /// <summary>Symbols that stand for a value as a letter does.</summary>
    public const string Symbols = "∞∂∇∅∠△";

    /// <summary>Functions: applied to what follows, with brackets or without.</summary>
    public static readonly FrozenSet<string> Functions = Words(
        "sin cos tan cot sec csc sinh cosh tanh coth arcsin arccos arctan arccot arcsec arccsc arsinh "
            + "arcosh artanh ln log lg exp det dim ker gcd lcm min max sgn "
            + "arg deg Re Im cosec tg ctg cotg arctg arsh arch arth arcsinh arccosh arctanh"
    );

    /// <summary>Functions that people also write as plain letters, as the editor reads them.</summary>
    public static readonly FrozenSet<string> PlainFunctions = Words(
        "sin cos tan cot sec csc cosec sinh cosh tanh arcsin arccos arctan ln log exp"
    );

    /// <summary>Other names of functions, by the name that is compared.</summary>
    public static readonly FrozenDictionary<string, string> SameFunction = Pairs(
        "cosec csc tg tan ctg cot cotg cot arctg arctan arsh arsinh arch arcosh arth artanh arcsinh arsinh "
            + "arccosh arcosh arctanh artanh lg log"
    );

    /// <summary>Functions whose exponent -1 means the inverse.</summary>
    public static readonly FrozenSet<string> Trigonometric = Words("sin cos tan cot sec csc");

    /// <summary>Spaces, sizes and styles.</summary>
    public static readonly FrozenSet<string> Ignored = Words(
        ", ; : ! > quad qquad enspace thinspace medspace thickspace negthinspace space displaystyle "
            + "textstyle scriptstyle limits nolimits left right mleft mright big Big "
            + "bigg Bigg bigl bigr Bigl Bigr biggl biggr Biggl Biggr middle rm it bf ( ) [ ] mathstrut strut "
            + "relax allowbreak nobreakspace"
    );

    /// <summary>Commands that set the type of the letters in their argument.</summary>
    public static readonly FrozenSet<string> Fonts = Words(
        "mathrm mathit mathbf mathsf mathtt mathnormal mathup boldsymbol bm text textrm textit textbf "
            + "textnormal mbox hbox operatorname operatorname* mathop mathbin mathrel "
            + "mathord mathopen mathclose mathpunct mathinner ensuremath boxed"
    );

    /// <summary>Marks over a letter.</summary>
    public static readonly FrozenSet<string> Accents = Words(
        "vec overrightarrow overline bar hat widehat tilde widetilde dot ddot underline overleftarrow "
            + "overleftrightarrow check breve acute grave mathring"
    );

    /// <summary>Marks that differ only in their length, by the mark that is compared.</summary>
    public static readonly FrozenDictionary<string, string> SameAccent = Pairs(
        "overrightarrow vec overline bar widehat hat widetilde tilde"
    );

    /// <summary>Fractions: an upper and a lower argument.</summary>
    public static readonly FrozenSet<string> Fractions = Words("frac dfrac tfrac cfrac nicefrac sfrac");

    /// <summary>The editor's commands for a missing part.</summary>
    public static readonly FrozenSet<string> Missing = Words("placeholder error");

    /// <summary>One character for each command that is one.</summary>
    public static readonly FrozenDictionary<string, string> Characters = Pairs(
        "alpha α beta β gamma γ delta δ epsilon ε varepsilon ε zeta ζ eta η theta θ vartheta θ iota ι kappa "
            + "κ varkappa κ lambda λ mu μ nu ν xi ξ omicron ο pi π varpi π rho ρ "
            + "varrho ρ sigma σ varsigma σ tau τ upsilon υ phi φ varphi φ chi χ psi ψ omega ω Gamma Γ Delta Δ "
            + "Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω "
            + "infty ∞ infin ∞ partial ∂ nabla ∇ ell l hbar ħ imath i jmath j top ⊤ emptyset ∅ varnothing ∅ "
            + "exponentialE e imaginaryI i imaginaryJ j differentialD d capitalDifferentialD D "
            + "R ℝ reals ℝ N ℕ naturalNumbers ℕ Z ℤ integers ℤ Q ℚ rationals ℚ C ℂ cnums ℂ complexes ℂ "
            + "cdot * times * ast * cdotp * div ÷ colon : slash / pm ± mp ∓ plusmn ± minus - "
            + "le ≤ leq ≤ leqslant ≤ ge ≥ geq ≥ geqslant ≥ ne ≠ neq ≠ lt < gt > approx ≈ approxeq ≈ "
            + "thickapprox ≈ equiv ≡ sim ∼ simeq ≃ cong ≅ propto ∝ in ∈ isin ∈ notin ∉ ni ∋ "
            + "subset ⊂ subseteq ⊆ supset ⊃ supseteq ⊇ parallel ∥ perp ⊥ cup ∪ cap ∩ setminus ∖ backslash ∖ "
            + "to → rightarrow → longrightarrow → mapsto ↦ Rightarrow ⇒ implies ⇒ "
            + "Longrightarrow ⇒ Leftarrow ⇐ impliedby ⇐ Leftrightarrow ⇔ Longleftrightarrow ⇔ iff ⇔ land ∧ "
            + "wedge ∧ lor ∨ vee ∨ lnot ¬ neg ¬ forall ∀ exists ∃ "
            + "degree ° circ ∘ prime ′ % % lbrack [ rbrack ] lparen ( rparen ) vert | lvert | rvert | mid | | "
            + "‖ Vert ‖ lVert ‖ rVert ‖ lfloor ⌊ rfloor ⌋ lceil ⌈ rceil ⌉ "
            + "langle ⟨ rangle ⟩ { ⦃ } ⦄ lbrace ⦃ rbrace ⦄ ldots … dots … cdots … dotsc … dotsb … angle ∠ "
            + "triangle △ comma ,"
    );

    /// <summary>Characters that people type, by the LaTeX that means the same.</summary>
    public static readonly FrozenDictionary<char, string> Spellings = new Dictionary<char, string>
    {
        ['−'] = "-",
        ['–'] = "-",
        ['‐'] = "-",
        ['‑'] = "-",
        ['\u2012'] = "-",
        ['\u2014'] = "-",
        ['\u2015'] = "-",
        ['\ufe58'] = "-",
        ['\ufe63'] = "-",
        ['\uff0d'] = "-",
        ['×'] = "*",
        ['·'] = "*",
        ['⋅'] = "*",
        ['∙'] = "*",
        ['∗'] = "*",
        ['•'] = "*",
        ['∕'] = "/",
        ['⁄'] = "/",
        ['√'] = @"\sqrt ",
        ['∛'] = @"\sqrt[3]",
        ['≠'] = @"\ne ",
        ['≤'] = @"\le ",
        ['≥'] = @"\ge ",
        ['⩽'] = @"\le ",
        ['⩾'] = @"\ge ",
        ['º'] = "°",
        ['’'] = "'",
        ['′'] = "'",
        ['∜'] = @"\sqrt[4]",
        ['ℝ'] = @"\R ",
        ['ℕ'] = @"\N ",
        ['ℤ'] = @"\Z ",
        ['ℚ'] = @"\Q ",
        ['ℂ'] = @"\C ",
        ['½'] = @"\frac{1}{2}",
        ['⅓'] = @"\frac{1}{3}",
        ['⅔'] = @"\frac{2}{3}",
        ['¼'] = @"\frac{1}{4}",
        ['¾'] = @"\frac{3}{4}",
        ['⅛'] = @"\frac{1}{8}",
        ['ϵ'] = "ε",
        ['ϕ'] = "φ",
        ['ϑ'] = "θ",
        ['ϖ'] = "π",
        ['ϱ'] = "ρ",
        ['ς'] = "σ",
        ['Ω'] = "Ω",
        ['µ'] = "μ",
        ['٪'] = "%",
        ['٫'] = ".",
    }.ToFrozenDictionary();

    private static FrozenSet<string> Words(string words) => words.Split(' ').ToFrozenSet(StringComparer.Ordinal);

    private static FrozenDictionary<string, string> Pairs(string words) =>
        words.Split(' ').Chunk(2).ToFrozenDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
}
