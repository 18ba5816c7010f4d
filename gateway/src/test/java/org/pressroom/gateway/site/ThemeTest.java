package org.pressroom.gateway.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pressroom.gateway.site.look.Theme;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.util.FileSystemUtils;

class ThemeTest extends SiteFixture {

    private static final Path FOLDER = temporaryFolder();

    @AfterAll
    static void sweep() throws IOException {
        FileSystemUtils.deleteRecursively(FOLDER);
    }

    @DynamicPropertySource
    static void theme(DynamicPropertyRegistry registry) throws IOException {
        Files.createDirectories(FOLDER.resolve("templates/fragments"));
        Files.createDirectories(FOLDER.resolve("assets"));
        Files.writeString(
                FOLDER.resolve("templates/fragments/mark.html"),
                "<b th:fragment=\"mark\" class=\"our-mark\">✻</b><b th:fragment=\"mark-again\"></b>");
        Files.writeString(FOLDER.resolve("assets/site.css"), "body { color: rebeccapurple }");
        Files.writeString(FOLDER.resolve("messages.properties"), "empty.home.title=Wir drucken noch\n");
        registry.add("pressroom.site.theme", FOLDER::toString);
    }

    @Test
    void aFileOfTheThemeStandsInForOurs() {
        ARTICLES.answers("GET", "/api/articles", 200, list(null));
        String page = page(get("/").expectStatus().isOk());
        assertThat(page).contains("class=\"our-mark\"", "Wir drucken noch").contains("Subscribe by e-mail");
        String styles = page.replaceAll("(?s).*href=\"(/assets/[^\"]+/site\\.css)\".*", "$1");
        assertThat(page(get(styles)
                        .expectStatus()
                        .isOk()
                        .expectHeader()
                        .valueMatches("Cache-Control", ".*immutable.*")))
                .isEqualTo("body { color: rebeccapurple }");
        assertThat(page(get(styles.replace("site.css", "js/site.js"))
                        .expectStatus()
                        .isOk()))
                .contains("comments.js");
    }

    @Test
    void assetsGetANewAddressWhenOneOfThemChanges(@TempDir Path other) throws IOException {
        Files.createDirectories(other.resolve("assets"));
        Files.writeString(other.resolve("assets/site.css"), "a");
        String before = new Theme(other).assetVersion();
        assertThat(new Theme(other).assetVersion()).isEqualTo(before);
        Files.writeString(other.resolve("assets/site.css"), "b");
        assertThat(new Theme(other).assetVersion()).isNotEqualTo(before);
        assertThat(new Theme(null).assetVersion()).isNotEqualTo(before);
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("theme");
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
