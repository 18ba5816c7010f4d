package org.pressroom.local.folder;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.pressroom.embedded.Folders;

/**
 * The passwords of a suite, made up once and kept in {@code passwords.properties}, which its owner alone can read:
 * {@code postgres}, the superuser's, one for each database under its name, and {@code site}, the gateway's secret;
 * {@code kafka-admin}, the broker's superuser's, and {@code kafka-gateway} and so on for each program at the broker.
 */
public final class Secrets {
    /** The name of the secret that encrypts and signs for the site. */
    public static final String SITE = "site";

    private static final String PASSWORDS = "passwords.properties";
    private static final String FIRST_ADMIN = "first-admin";

    private final Path folder;
    private final Properties passwords = new Properties();

    private Secrets(Path folder) {
        this.folder = folder;
    }

    /** The passwords in this folder, which is made where there is none. */
    public static Secrets in(Path folder) throws IOException {
        Folders.createPrivate(folder);
        Secrets secrets = new Secrets(folder);
        if (Files.exists(secrets.file())) {
            try (Reader reader = Files.newBufferedReader(secrets.file())) {
                secrets.passwords.load(reader);
            }
        }
        return secrets;
    }

    public Path file() {
        return folder.resolve(PASSWORDS);
    }

    /** The password of this name, made up where there is none yet. */
    public synchronized String password(String name) throws IOException {
        @Nullable String known = passwords.getProperty(name);
        if (known != null) {
            return known;
        }
        String made = madeUp(24);
        passwords.setProperty(name, made);
        StringWriter text = new StringWriter();
        passwords.store(text, null);
        write(file(), text.toString());
        return made;
    }

    /** The first admin's password while it is still needed: until it was shown and used to load what a site starts with. */
    public Optional<String> firstAdminPassword() throws IOException {
        Path file = folder.resolve(FIRST_ADMIN);
        return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
    }

    public void keepFirstAdminPassword(String password) throws IOException {
        write(folder.resolve(FIRST_ADMIN), password);
    }

    public void forgetFirstAdminPassword() throws IOException {
        Files.deleteIfExists(folder.resolve(FIRST_ADMIN));
    }

    /** Letters, digits, {@code -} and {@code _} from so many random bytes. */
    public static String madeUp(int bytes) {
        byte[] random = new byte[bytes];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    private void write(Path file, String text) throws IOException {
        Path partial = Files.createTempFile(folder, "new", null, Folders.ownersOnly("rw-------"));
        Files.writeString(partial, text);
        Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
