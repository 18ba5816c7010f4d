package org.pressroom.embedded;

import java.nio.file.Path;

/**
 * PostgreSQL's programs: see {@link PostgresArchive}. Knows nothing of archives, so that a process that is handed the
 * folder needs no library.
 *
 * @param folder holds {@code bin}, {@code lib} and {@code share}
 */
public record PostgresBinaries(Path folder) {
    Path program(String name) {
        return folder.resolve("bin").resolve(Platform.WINDOWS ? name + ".exe" : name);
    }
}
