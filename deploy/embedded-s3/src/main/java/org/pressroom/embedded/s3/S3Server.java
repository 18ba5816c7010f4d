package org.pressroom.embedded.s3;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pressroom.embedded.ModuleJars;

/**
 * A server that speaks the protocol of Amazon S3 and keeps objects in memory: one for all of this JVM, started at the first
 * call. It ends with the JVM.
 *
 * <pre>{@code
 * S3AsyncClient.builder().endpointOverride(S3Server.endpoint()).forcePathStyle(true)…
 * }</pre>
 */
public final class S3Server {

    /** The one key that it takes. */
    public static final String ACCESS_KEY = "press";

    public static final String SECRET_KEY = "a secret of the press";

    private static @Nullable URI running;

    private S3Server() {}

    /** Where it is; it has no buckets but those that were made there. */
    public static synchronized URI endpoint() {
        URI found = running;
        if (found == null) {
            found = start();
            running = found;
        }
        return found;
    }

    @SuppressWarnings("unchecked") // as that class says
    private static URI start() {
        try {
            List<Path> jars = ModuleJars.found(S3Server.class, "s3");
            URL[] places = new URL[jars.size()];
            for (int i = 0; i < places.length; i++) {
                places[i] = jars.get(i).toUri().toURL();
            }
            // Never closed: the server uses it for as long as it lives.
            ClassLoader own = new URLClassLoader("s3", places, ClassLoader.getPlatformClassLoader());
            return ((Supplier<URI>) own.loadClass("org.pressroom.embedded.s3.ProxyServer")
                            .getConstructor()
                            .newInstance())
                    .get();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (ReflectiveOperationException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
