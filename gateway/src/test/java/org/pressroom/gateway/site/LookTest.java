package org.pressroom.gateway.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pressroom.gateway.settings.SitePicture;
import org.pressroom.gateway.settings.SiteSettings;
import org.pressroom.gateway.settings.SiteSettings.Code;
import org.pressroom.gateway.settings.SiteSettings.Colours;
import org.pressroom.gateway.settings.SiteSettings.Face;
import org.pressroom.gateway.settings.SiteSettings.MenuLink;
import org.pressroom.gateway.settings.SiteSettings.Scheme;
import org.pressroom.gateway.settings.SiteState;

/** What admins choose for the look of the site is on its pages. */
class LookTest extends SiteFixture {

    @BeforeEach
    void thereAreArticles() {
        ARTICLES.answers("GET", "/api/articles", 200, list(null));
        publish("proof", "A proof", "closed");
    }

    private static void choose(SiteSettings settings, SitePicture... pictures) {
        Map<SitePicture.Kind, SitePicture> kinds = new EnumMap<>(SitePicture.Kind.class);
        for (SitePicture picture : pictures) {
            kinds.put(picture.kind(), picture);
        }
        SITE.set(new SiteState(settings, kinds, 2, null));
    }

    private static SiteSettings settings(
            @Nullable String name,
            @Nullable Colours colours,
            SiteSettings.@Nullable Type type,
            @Nullable List<MenuLink> menu,
            @Nullable String css,
            @Nullable Code code) {
        return new SiteSettings(name, "What it is about.", false, colours, type, menu, css, code);
    }

    private static SitePicture picture(SitePicture.Kind kind, SitePicture.Format format) {
        return new SitePicture(
                kind,
                kind.name().toLowerCase(Locale.ROOT).replaceAll("[^a-f]", "0") + "0123456789",
                format,
                120,
                40,
                "<svg/>".getBytes(StandardCharsets.UTF_8));
    }

    private static String found(String page, String pattern) {
        Matcher found = Pattern.compile(pattern).matcher(page);
        assertThat(found.find()).as(pattern + " in " + page).isTrue();
        return found.group(1);
    }

    @Test
    void whereNothingIsChosenPagesHaveOnlyTheirOwnStyleSheet() {
        String page = page(get("/"));
        assertThat(page).contains("The Daily Proof", "/favicon.svg", "class=\"mark\"");
        assertThat(page.split("rel=\"stylesheet\"", -1)).hasSize(2);
        get("/site/0123456789abcdef.css").expectStatus().isOk().expectBody().isEmpty();
    }

    @Test
    void theNameIsWhereverThePublicationIsNamed() {
        choose(settings("El Correo", null, null, null, null, null));
        assertThat(page(get("/")))
                .contains("<title>El Correo</title>", "\"name\":\"El Correo\"", "What it is about.")
                .doesNotContain("The Daily Proof");
        assertThat(page(get("/articles/proof"))).contains("<title>A proof · El Correo</title>");
        assertThat(page(get("/feed.json"))).contains("El Correo").doesNotContain("The Daily Proof");
    }

    @Test
    void coloursAndTypeComeAfterOurStyleSheetAndBeforeThePublishersOwn() {
        choose(settings(
                null,
                new Colours(new Scheme("#0055aa", null, null), null),
                new SiteSettings.Type(Face.SLAB, null, SiteSettings.Type.Scale.LARGE),
                null,
                ".masthead { border: 0 }",
                null));
        String page = page(get("/articles/proof"));
        String address = found(page, "href=\"(/site/[0-9a-f]{16}\\.css)\"");
        assertThat(page.indexOf("site.css")).isLessThan(page.indexOf(address));
        String css = page(get(address)
                .expectStatus()
                .isOk()
                .expectHeader()
                .contentType("text/css;charset=UTF-8")
                .expectHeader()
                .valueMatches("Cache-Control", ".*immutable.*"));
        assertThat(css)
                .contains("--accent:#0055aa", "--heading-face:Rockwell", "font-size:112.5%")
                .contains("@media screen and (prefers-color-scheme: dark)")
                .endsWith(".masthead { border: 0 }")
                // What goes with any accent stays.
                .doesNotContain("--paper:");
        choose(settings(null, null, null, null, "/* other */", null));
        assertThat(page(get(address).expectHeader().valueEquals("Cache-Control", "no-cache")))
                .as("a page from before the change")
                .isEqualTo("/* other */");
        for (String none : List.of("/site/a.css", "/site/%2e%2e.css", "/site/0123456789abcdef.js")) {
            get(none).expectStatus().isNotFound();
        }
    }

    @Test
    void aLogoStandsBeforeTheNameAndAnotherByNight() {
        SitePicture logo = picture(SitePicture.Kind.LOGO, SitePicture.Format.SVG);
        SitePicture night = picture(SitePicture.Kind.LOGO_DARK, SitePicture.Format.PNG);
        SitePicture icon = picture(SitePicture.Kind.ICON, SitePicture.Format.PNG);
        choose(settings(null, null, null, null, null, null), logo, night, icon);
        String page = page(get("/"));
        assertThat(page)
                .contains("src=\"" + logo.path() + "\" width=\"120\" height=\"40\"")
                .contains("srcset=\"" + night.path() + "\"")
                .contains("<span>The Daily Proof</span>", "alt=\"\"")
                .contains("<link rel=\"icon\" href=\"" + icon.path() + "\" type=\"image/png\">")
                .doesNotContain("/favicon.svg", "class=\"mark\"");
        get(logo.path())
                .expectStatus()
                .isOk()
                .expectHeader()
                .contentType("image/svg+xml")
                .expectHeader()
                .valueMatches("Content-Security-Policy", ".*sandbox.*");
        get("/site/pictures/0000000000000000.png").expectStatus().isNotFound();
        SITE.set(Objects.requireNonNull(SITE.get())
                .with(new SiteSettings(null, null, true, null, null, null, null, null)));
        assertThat(page(get("/"))).contains("alt=\"The Daily Proof\"").doesNotContain("<span>The Daily Proof</span>");
    }

    @Test
    void aMenuStandsInPlaceOfTheCategories() {
        ARTICLES.answers("GET", "/api/categories", 200, """
                {"items": [{"slug": "craft", "name": "Craft", "articleCount": 3, "children": []}], "next": null}
                """);
        choose(settings(
                null,
                null,
                null,
                List.of(new MenuLink("Start <1>", "/"), new MenuLink("Läden", "https://shop.example/?a=1&b=2")),
                null,
                null));
        String page = page(get("/"));
        assertThat(found(page, "(?s)<ul class=\"sections\">(.*?)</ul>"))
                .contains("Start &lt;1&gt;", "href=\"https://shop.example/?a=1&amp;b=2\"", ">Läden</a>")
                .doesNotContain("Craft");
        choose(settings(null, null, null, List.of(), null, null));
        assertThat(page(get("/"))).as("none at all").doesNotContain("class=\"sections\"");
    }

    @Test
    void codeStandsOnPagesForAllAndMayRunThereAlone() {
        Code code = new Code(
                "<script>first()</script><script async src=\"https://count.example:8443/a.js\"></script>"
                        + "<link rel=stylesheet href=\"//styles.example/a.css\"><meta name=\"proof\" content=\"1\">",
                "<div id=foot></div>",
                List.of("https://calls.example"));
        choose(settings(null, null, null, null, null, code));
        get("/articles/proof").expectHeader().values("Page-Policy", lines -> assertThat(lines)
                .contains(
                        // printf 'first()' | openssl dgst -sha256 -binary | base64
                        "script-src 'sha256-fDYmfWjvur9AxjhDbjHe6RvExc05MbXhhrbgz2vvy/A=' https://calls.example"
                                + " https://count.example:8443",
                        "style-src https://calls.example https://styles.example",
                        "connect-src https://calls.example https://count.example:8443"));
        String page = page(get("/articles/proof"));
        assertThat(page.indexOf("<meta name=\"proof\"")).isBetween(0, page.indexOf("</head>"));
        assertThat(page.indexOf("<div id=foot></div>\n</body>")).isPositive();
        // An address with a token in it is for one reader alone.
        for (String personal : List.of("/subscriptions", "/subscriptions/manage?token=abc", "/nowhere")) {
            get(personal).expectHeader().doesNotExist("Page-Policy");
            assertThat(page(get(personal))).doesNotContain("first()", "id=foot");
        }
    }
}
