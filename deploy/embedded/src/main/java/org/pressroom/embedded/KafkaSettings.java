package org.pressroom.embedded;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a Kafka broker is started.
 *
 * @param folder its records are in {@code folder/data}; whoever starts one holds this folder alone
 * @param port where clients connect, on the loopback address
 * @param controllerPort where the controller inside listens, on the loopback address
 * @param log what the broker says, cut at 5 MB and kept twice
 * @param classPath the broker's own jars, and this module
 * @param jvmOptions beside the settled ones, such as a class data archive
 * @param access who may use it; null for everybody on this machine, as in tests
 */
public record KafkaSettings(
        Path folder,
        int port,
        int controllerPort,
        Path log,
        List<Path> classPath,
        List<String> jvmOptions,
        @Nullable KafkaAccess access) {
    /** A broker that everybody on this machine may use. */
    public KafkaSettings(
            Path folder, int port, int controllerPort, Path log, List<Path> classPath, List<String> jvmOptions) {
        this(folder, port, controllerPort, log, classPath, jvmOptions, null);
    }

    /** What the broker's JVM says beside the log, such as why it did not come to write one. */
    public Path output() {
        return folder.resolve("output.log");
    }
}
