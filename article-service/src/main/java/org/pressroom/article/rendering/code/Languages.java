package org.pressroom.article.rendering.code;

import java.util.HashMap;
import java.util.Map;
import org.pressroom.article.rendering.code.CodeHighlighter.Language;
import org.pressroom.article.rendering.code.CodeHighlighter.Scanner;

/** The languages that are highlighted, by the names that people give them beside a fence. */
final class Languages {

    private static final WordScanner JAVASCRIPT = WordScanner.withKeywords("""
                    abstract any as async await boolean break case catch class const constructor continue debugger declare
                    default delete do else enum export extends false finally for from function get if implements import in
                    infer instanceof interface keyof let namespace never new null number of private protected public
                    readonly return satisfies set static string super switch symbol this throw true try type typeof
                    undefined unknown var void while with yield
                    """)
            .lineComments("//")
            .blockComment("/*", "*/")
            .quotes("\"'", "`")
            .marks("@")
            .inWords("$")
            .build();

    private static final WordScanner CSS = WordScanner.withKeywords("important")
            .blockComment("/*", "*/")
            .marks("@")
            .variables("$")
            .inWords("-")
            .keyed()
            .build();

    private static final WordScanner JAVA = WordScanner.withKeywords("""
                    abstract assert boolean break byte case catch char class const continue default do double else enum
                    exports extends false final finally float for goto if implements import instanceof int interface long
                    module native new non-sealed null opens package permits private protected provides public record
                    requires return sealed short static strictfp super switch synchronized this throw throws to transient
                    transitive true try uses var void volatile when while with yield
                    """)
            .lineComments("//")
            .blockComment("/*", "*/")
            .quotes("\"'", "\"\"\"")
            .marks("@")
            .build();

    private static final WordScanner KOTLIN = WordScanner.withKeywords("""
                    abstract actual annotation as break by catch class companion const constructor continue crossinline
                    data do dynamic else enum expect external false final finally for fun get if import in infix init
                    inline inner interface internal is it lateinit noinline null object open operator out override package
                    private protected public reified return sealed set super suspend tailrec this throw true try typealias
                    val value var vararg when where while
                    """)
            .lineComments("//")
            .blockComment("/*", "*/")
            .quotes("\"'", "\"\"\"")
            .marks("@")
            .build();

    private static final WordScanner C = WordScanner.withKeywords("""
                    alignas alignof asm auto bool break case catch char class co_await co_return co_yield concept const
                    const_cast consteval constexpr constinit continue decltype default delete do double dynamic_cast else
                    enum explicit export extern false final float for friend goto if inline int long mutable namespace new
                    noexcept nullptr operator override private protected public register reinterpret_cast requires
                    restrict return short signed sizeof static static_assert static_cast struct switch template this
                    thread_local throw true try typedef typeid typename union unsigned using virtual void volatile
                    wchar_t while NULL size_t uint8_t uint16_t uint32_t uint64_t int8_t int16_t int32_t int64_t
                    """)
            .lineComments("//")
            .blockComment("/*", "*/")
            .marks("#")
            .build();

    private static final WordScanner C_SHARP = WordScanner.withKeywords("""
                    abstract as async await base bool break byte case catch char checked class const continue decimal
                    default delegate do double else enum event explicit extern false finally fixed float for foreach get
                    goto if implicit in init int interface internal is lock long namespace new null object operator out
                    override params partial private protected public readonly record ref required return sbyte sealed set
                    short sizeof stackalloc static string struct switch this throw true try typeof uint ulong unchecked
                    unsafe ushort using var virtual void volatile when where while with yield
                    """)
            .lineComments("//")
            .blockComment("/*", "*/")
            .quotes("\"'", "\"\"\"")
            .marks("#")
            .build();

    private static final WordScanner GO = WordScanner.withKeywords("""
                    any append bool break byte case chan const continue default defer else error fallthrough false float32
                    float64 for func go goto if import int int8 int16 int32 int64 interface iota len make map new nil
                    package panic range return rune select string struct switch true type uint uint8 uint16 uint32 uint64
                    uintptr var
                    """)
            .lineComments("//")
            .blockComment("/*", "*/")
            .quotes("\"'", "`")
            .build();

    private static final WordScanner RUST = WordScanner.withKeywords("""
                    as async await bool box break char const continue crate dyn else enum extern f32 f64 false fn for i8 i16
                    i32 i64 i128 if impl in isize let loop match mod move mut pub ref return self Self static str struct
                    super trait true type u8 u16 u32 u64 u128 union unsafe use usize where while
                    """)
            .lineComments("//")
            .blockComment("/*", "*/")
            .quotes("", "\"")
            .characters()
            .build();

    private static final WordScanner SWIFT = WordScanner.withKeywords("""
                    Any as associatedtype async await break case catch class continue default defer deinit do else enum
                    extension fallthrough false fileprivate final for func get guard if import in init inout internal is
                    lazy let mutating nil open operator override private protocol public repeat rethrows return self Self
                    set some static struct subscript super switch throw throws true try typealias var weak where while
                    """)
            .lineComments("//")
            .blockComment("/*", "*/")
            .quotes("\"", "\"\"\"")
            .marks("@#")
            .build();

    private static final WordScanner PYTHON = WordScanner.withKeywords("""
                    False None True and as assert async await break case class continue def del elif else except finally
                    for from global if import in is lambda match nonlocal not or pass raise return self try type while with
                    yield
                    """)
            .lineComments("#")
            .quotes("\"'", "\"\"\"", "'''")
            .marks("@")
            .build();

    private static final WordScanner RUBY = WordScanner.withKeywords("""
                    alias and begin break case class def defined do else elsif end ensure extend false for if in include
                    module next nil not or private protected public raise redo require rescue retry return self super then
                    true undef unless until when while yield
                    """)
            .lineComments("#")
            .marks(":")
            .variables("@$")
            .inWords("?!")
            .build();

    private static final WordScanner PHP = WordScanner.withKeywords("""
                    abstract and array as bool break callable case catch class clone const continue declare default do echo
                    else elseif empty enum extends false final finally float fn for foreach function global if implements
                    include include_once instanceof int interface isset list match namespace new null or print private
                    protected public readonly require require_once return self static string switch this throw trait true
                    try unset use var void while xor yield
                    """)
            .anyCase()
            .lineComments("//", "#")
            .blockComment("/*", "*/")
            .variables("$")
            .build();

    private static final WordScanner SQL = WordScanner.withKeywords("""
                    add all alter analyze and any array as asc begin between bigint boolean by cascade case cast check
                    collate column commit conflict constraint create cross current_date current_timestamp database date
                    default delete desc distinct do drop else end except exists explain false fetch first for foreign from
                    full function generated grant group having identity if in index inner insert int integer intersect
                    interval into is join jsonb key lateral left like limit lock locked materialized natural not nothing
                    null numeric of offset on only or order outer over partition primary references replace returning
                    revoke right rollback row rows select sequence set skip smallint table text then timestamp timestamptz
                    to transaction trigger true truncate union unique update using uuid values varchar view when where
                    window with without
                    """)
            .anyCase()
            .lineComments("--")
            .blockComment("/*", "*/")
            .variables("$")
            .build();

    private static final WordScanner SHELL = WordScanner.withKeywords("""
                    alias break case cd continue declare do done echo elif else esac eval exec exit export false fi for
                    function if in local printf read readonly return set shift source sudo test then trap true unset until
                    while
                    """)
            .lineComments("#")
            .quotes("\"'", "`")
            .variables("$")
            .inWords("-")
            .build();

    private static final WordScanner JSON = WordScanner.withKeywords("false null true")
            .lineComments("//")
            .blockComment("/*", "*/")
            .quotes("\"")
            .keyed()
            .build();

    private static final WordScanner YAML = WordScanner.withKeywords("false no null off on true yes")
            .lineComments("#")
            .marks("&*!")
            .inWords("-.")
            .keyed()
            .build();

    private static final WordScanner SETTINGS = WordScanner.withKeywords("false no null off on true yes")
            .lineComments("#", ";")
            .quotes("\"'", "\"\"\"", "'''")
            .variables("$")
            .inWords("-.")
            .build();

    private static final WordScanner DOCKERFILE = WordScanner.withKeywords("""
                    ADD ARG AS CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL ONBUILD RUN SHELL STOPSIGNAL USER
                    VOLUME WORKDIR
                    """)
            .lineComments("#")
            .variables("$")
            .inWords("-.")
            .build();

    static final Map<String, Language> BY_NAME = byName();

    private Languages() {}

    private static Map<String, Language> byName() {
        Map<String, Language> languages = new HashMap<>();
        add(languages, "Java", JAVA, "java");
        add(languages, "Kotlin", KOTLIN, "kotlin kt kts");
        add(languages, "JavaScript", JAVASCRIPT, "javascript js jsx mjs cjs");
        add(languages, "TypeScript", JAVASCRIPT, "typescript ts tsx mts cts");
        add(languages, "JSON", JSON, "json json5 jsonc jsonl");
        add(
                languages,
                "HTML",
                new MarkupScanner(Map.of("script", JAVASCRIPT, "style", CSS)),
                "html htm xhtml vue svelte");
        add(languages, "XML", new MarkupScanner(Map.of()), "xml svg xsd xslt rss atom");
        add(languages, "CSS", CSS, "css scss less");
        add(languages, "SQL", SQL, "sql mysql pgsql plpgsql postgres postgresql psql sqlite");
        add(languages, "Python", PYTHON, "python py py3 python3");
        add(languages, "Shell", SHELL, "bash sh shell zsh console shell-session shellsession terminal");
        add(languages, "YAML", YAML, "yaml yml");
        add(languages, "Go", GO, "go golang");
        add(languages, "Rust", RUST, "rust rs");
        add(languages, "C", C, "c");
        add(languages, "C++", C, "c++ cpp cxx hpp");
        add(languages, "C#", C_SHARP, "c# cs csharp");
        add(languages, "Swift", SWIFT, "swift");
        add(languages, "Ruby", RUBY, "ruby rb");
        add(languages, "PHP", PHP, "php");
        add(languages, "Settings", SETTINGS, "toml ini properties conf");
        add(languages, "Dockerfile", DOCKERFILE, "dockerfile docker");
        add(languages, "Diff", LineScanner.DIFFERENCE, "diff patch");
        add(languages, "Markdown", new ProseScanner(), "markdown md");
        return Map.copyOf(languages);
    }

    private static void add(Map<String, Language> languages, String name, Scanner scanner, String names) {
        for (String each : names.split(" ", -1)) {
            languages.put(each, new Language(name, scanner));
        }
    }
}
