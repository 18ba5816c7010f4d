package org.pressroom.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Finds the broker's class path. */
public final class KafkaJars {

    private KafkaJars() {}

    /** The class path by where this class was loaded from. */
    public static List<Path> found() throws IOException {
        return ModuleJars.found(KafkaJars.class, "kafka");
    }

    /** The class path with the broker's jars from this folder, in an order that stays the same. */
    public static List<Path> inFolder(Path folder) throws IOException {
        return ModuleJars.inFolder(self(), folder);
    }

    static Path self() throws IOException {
        return ModuleJars.self(KafkaJars.class);
    }
}
