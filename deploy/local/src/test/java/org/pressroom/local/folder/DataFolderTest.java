package org.pressroom.local.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
    private final Path root;

    DataFolderTest(@TempDir Path root) {
        this.root = root.resolve("data");
    }

    @Test
    void itIsHeldByOneAtATime() throws Exception {
        try (DataFolder held = DataFolder.take(root)) {
            assertThat(DataFolder.isTaken(held.root())).isTrue();
            assertThatThrownBy(() -> DataFolder.take(root))
                    .isInstanceOf(CannotStartException.class)
                    .hasMessageContaining("(process " + ProcessHandle.current().pid() + ")")
                    .hasMessageContaining("--data");
        }
        assertThat(DataFolder.isTaken(root)).isFalse();
        DataFolder.take(root).close();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void nobodyElseCanLookIntoIt() throws Exception {
        DataFolder.take(root).close();
        assertThat(permissions(root)).isEqualTo("rwx------");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aFolderThatWasOpenIsClosed() throws Exception {
        Files.createDirectories(root);
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
        DataFolder.take(root).close();
        assertThat(permissions(root)).isEqualTo("rwx------");
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Test
    void aFolderThatCannotBeMadeIsTold() throws Exception {
        Files.writeString(root, "a file");
        assertThatThrownBy(() -> DataFolder.take(root))
                .isInstanceOf(CannotStartException.class)
                .hasMessageContaining("--data");
    }

    @Test
    void emptyingLeavesWhatTheSuiteDidNotMake() throws Exception {
        try (DataFolder folder = DataFolder.take(root)) {
            Files.createDirectories(folder.postgresql().resolve("data"));
            folder.secrets().password("postgres");
            folder.samplesLoaded("all");
            Files.writeString(root.resolve("notes.txt"), "mine");
            folder.empty();
            assertThat(folder.samplesAreLoaded()).isFalse();
            assertThat(root.toFile().list()).containsExactlyInAnyOrder("run", "notes.txt");
        }
    }

    @Test
    void passwordsAreMadeUpOnceAndDiffer() throws Exception {
        try (DataFolder folder = DataFolder.take(root)) {
            String postgres = folder.secrets().password("postgres");
            assertThat(folder.secrets().password("postgres"))
                    .isEqualTo(postgres)
                    .hasSizeGreaterThan(20);
            assertThat(folder.secrets().password("article")).isNotEqualTo(postgres);
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void nobodyElseReadsPasswords() throws Exception {
        try (DataFolder folder = DataFolder.take(root)) {
            Secrets secrets = folder.secrets();
            secrets.password("postgres");
            secrets.keepFirstAdminPassword("made up");
            for (Path file : List.of(secrets.file(), root.resolve("secrets/first-admin"))) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------");
            }
        }
    }

    @Test
    void theFirstAdminsPasswordIsKeptWhileItIsNeeded() throws Exception {
        try (DataFolder folder = DataFolder.take(root)) {
            assertThat(folder.secrets().firstAdminPassword()).isEmpty();
            folder.secrets().keepFirstAdminPassword("made up");
            assertThat(folder.secrets().firstAdminPassword()).hasValue("made up");
            folder.secrets().forgetFirstAdminPassword();
            assertThat(folder.secrets().firstAdminPassword()).isEmpty();
        }
    }
}
