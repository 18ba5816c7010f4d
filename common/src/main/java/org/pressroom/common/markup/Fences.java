package org.pressroom.common.markup;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SourceSpan;

/**
 * What stands beside the fence of a block of code is to name its language, and is not shown. People also begin their text
 * there: what names no language is the first line of the code.
 */
final class Fences {

    private static final Pattern INFO = Pattern.compile("\\.?([\\p{L}0-9+#._-]{1,40})?+");

    /** {@code {1,3}}, {@code {.numbered}}, {@code title="a b"}, {@code start=3}: meant for machines. */
    private static final Pattern SETTING =
            Pattern.compile("\\{[^{}]*+}|[A-Za-z][\\w-]*+=(?:\"[^\"]*+\"|'[^']*+'|[^\\s\"'{}]++)");

    private static final Set<String> LANGUAGES = Set.copyOf(List.of("""
            1c abap abnf ada ads agda ahk algol apache apacheconf apex apl applescript aql arduino arm armasm as asc
            asciidoc asm asp aspnet astro atom autohotkey autoit avro awk bash basic bat batch bc bib bibtex bicep bison
            blade bnf brainfuck c c# c++ c3 caddy caddyfile cairo capnproto cbl cc ceylon cfg cfm chapel cjs cl clang
            clj cljc cljs clojure cmake cmd cob cobol code coffee coffeescript coldfusion common-lisp conf config
            console coq cpp cr crystal cs cshtml csharp css csv cts cu cuda curl cxx cypher cython d dart dax dbml delphi
            desktop dhall diff django dns docker docker-compose dockerfile dos dosini dot dotenv dts dtd ebnf ecmascript
            editorconfig edn eex eiffel ejs elisp elixir elm emacs emacs-lisp env erb erl erlang excel f# f03 f77 f90 f95
            factor fennel fish flow forth fortran fs fsharp ftl gams gap gas gcode gd gdscript gemini gherkin git
            gitattributes gitconfig gitignore gleam glsl gml gn gnuplot go gohtml golang gql gradle graphql graphviz
            groovy h hack haml handlebars haskell haxe hbs hcl heex hh hjson hlsl hocon hpp hs htaccess htm html html+erb
            htmlbars http https hx hy idl idris igor ini ino ipynb ipython irc isbl j jade java javascript jbuilder jinja
            jinja2 jl jq js jsdoc json json5 jsonc jsonl jsonnet jsp jsx julia jupyter kdl kotlin kql ks kt kts kusto
            latex lean lean4 ldif less lhs liquid lisp livescript llvm log logfile logql logs logtalk lua luau m m4 mak
            make makefile map markdown mathematica matlab maxima md mdx mediawiki mermaid meson mips mjs mk mkd ml mlir
            mm mojo monkey moon moonscript mts mustache mysql nasm netlogo nginx nginxconf nim nimrod nix nsis ntriples
            nu nushell objc objc++ objective-c objective-c++ objectivec objectpascal ocaml octave odin ohm openapi
            opencl openscad org orgmode output oz pascal patch pcss perl perl6 pgsql php phtml pl plain plaintext
            plantuml plpgsql plsql pm po pod pony postcss postgres postgresql postscript pot powershell powerquery
            pp prisma prolog promql properties proto protobuf protobufs ps ps1 pseudocode psql pu pug puml puppet
            purescript purebasic py py3 pycon pyi python python2 python3 pyx q qml qs r racket raku razor rb re reason
            reg regex regexp rest restructuredtext rexx rkt rmd ron rs rss rst ruby rust s sas sass sbt sc scala scheme
            scm scss sed sh shell shell-session shellscript shellsession sieve sls smali smalltalk smarty sml
            solidity soy sparql spl splunk sql sqlite squirrel srt ssh sshconfig stan stata step stl styl stylus sv svelte
            svg swift systemd systemverilog t4 tap tcl tcsh template terminal terraform tex texinfo text textile tf
            thrift toml tmux ts tsql tsv tsx ttl turtle twig txt typ typescript typoscript typst uml unix v vala vb vba
            vbnet vbs vbscript verilog vhdl vi vim viml vimscript vtt vue vyper wasm wast wat wdl webassembly wgsl wiki
            wikitext wolfram x86asm xhtml xml xml+erb xonsh xpath xq xquery xsd xsl xslt yaml yacc yara yml zeek zig zone
            zsh
            """.strip().split("\\s+")));

    private Fences() {}

    /** The document must know the lines of its blocks in the text. */
    static void keepFirstLines(Node document, String markdown) {
        document.accept(new AbstractVisitor() {
            @Override
            public void visit(FencedCodeBlock code) {
                keepFirstLine(code, markdown);
            }

            @Override
            public void visit(Paragraph paragraph) {}

            @Override
            public void visit(Heading heading) {}
        });
    }

    private static void keepFirstLine(FencedCodeBlock code, String markdown) {
        List<SourceSpan> lines = code.getSourceSpans();
        if (code.getInfo() == null || code.getInfo().isEmpty() || lines.isEmpty()) {
            return;
        }
        SourceSpan line = lines.get(0);
        String typed = markdown.substring(line.getInputIndex(), line.getInputIndex() + line.getLength())
                .strip();
        Integer fence = code.getOpeningFenceLength();
        String info = typed.substring(Math.min(typed.length(), fence == null ? 0 : fence))
                .strip();
        if (code.getLiteral().isBlank() || !isForMachines(info)) {
            code.setInfo("");
            code.setLiteral(info + "\n" + code.getLiteral());
        }
    }

    private static boolean isForMachines(String info) {
        Matcher language = INFO.matcher(info);
        int end = language.lookingAt() ? language.end() : 0;
        String name = language.group(1);
        if (name != null && !isLanguage(name)) {
            return false;
        }
        Matcher setting = SETTING.matcher(info);
        while (end < info.length()) {
            if (info.charAt(end) == ' ' || info.charAt(end) == '\t' || info.charAt(end) == ',') {
                end++;
            } else if (setting.region(end, info.length()).lookingAt()) {
                end = setting.end();
            } else {
                return false;
            }
        }
        return true;
    }

    private static boolean isLanguage(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return LANGUAGES.contains(lower) || (lower.startsWith("language-") && LANGUAGES.contains(lower.substring(9)));
    }
}
