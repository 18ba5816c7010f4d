package org.pressroom.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Properties;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Unpacks PostgreSQL's programs from the jar of this platform, once per version, into a folder that all projects of
 * this user share.
 */
public final class PostgresArchive {
    private static final Set<PosixFilePermission> EXECUTABLE = PosixFilePermissions.fromString("rwxr-xr-x");

    private PostgresArchive() {}

    /** Unpacks into {@code XDG_CACHE_HOME/pressroom}, else {@code ~/.cache/pressroom}. */
    public static PostgresBinaries unpacked() throws IOException {
        String cache = System.getenv("XDG_CACHE_HOME");
        Path base =
                cache == null || cache.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache);
        return unpackedIn(base.resolve("pressroom"));
    }

    /** Unpacks into a folder of the given one, unless a complete copy is there. Safe beside other processes. */
    public static PostgresBinaries unpackedIn(Path cache) throws IOException {
        Path folder = cache.resolve("postgresql-" + version() + "-" + classifier());
        if (Files.isDirectory(folder)) {
            return new PostgresBinaries(folder);
        }
        Files.createDirectories(cache);
        Path partial = Files.createTempDirectory(cache, ".postgresql-");
        try {
            unpack("/postgres-" + resourceName() + ".txz", partial);
            Files.move(partial, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException failed) {
            Folders.delete(partial);
            // Another process may have been faster, and a folder with files in it is never replaced.
            if (!Files.isDirectory(folder)) {
                throw failed;
            }
        }
        return new PostgresBinaries(folder);
    }

    private static String version() throws IOException {
        try (@Nullable InputStream stream = PostgresArchive.class.getResourceAsStream("versions.properties")) {
            Properties versions = new Properties();
            if (stream != null) {
                versions.load(stream);
            }
            return versions.getProperty("postgresql", "18");
        }
    }

    private static String classifier() {
        return system() + "-" + (Platform.arm() ? "arm64v8" : "amd64");
    }

    private static String resourceName() {
        return system() + "-" + (Platform.arm() ? "arm_64" : "x86_64");
    }

    private static String system() {
        return Platform.WINDOWS ? "windows" : Platform.MAC ? "darwin" : "linux";
    }

    private static void unpack(String resource, Path target) throws IOException {
        try (@Nullable InputStream packed = PostgresArchive.class.getResourceAsStream(resource)) {
            if (packed == null) {
                throw new ServerFailedException("there is no PostgreSQL for this platform (" + classifier() + "): no "
                        + resource + " on the class path");
            }
            try (TarArchiveInputStream tar =
                    new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(packed)))) {
                for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    extract(tar, entry, target);
                }
            }
        }
    }

    private static void extract(TarArchiveInputStream tar, TarArchiveEntry entry, Path target) throws IOException {
        Path file = target.resolve(entry.getName()).normalize();
        if (!file.startsWith(target)) {
            throw new IOException("the archive leaves its folder: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(file);
            return;
        }
        Files.createDirectories(file.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
        } else {
            Files.copy(tar, file);
            if (!Platform.WINDOWS && (entry.getMode() & 0100) != 0) {
                Files.setPosixFilePermissions(file, EXECUTABLE);
            }
        }
    }
}
