package org.pressroom.local.parts;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A part of the suite that runs as a process of its own. */
public interface Part {
    String name();

    /** The port that it is known by. */
    int port();

    /** Where its last words are looked for, the most telling first. */
    List<Path> logs();

    /**
     * Starts the process and does not wait until it is ready.
     *
     * @throws IOException where it cannot be started, with a message for people
     */
    Running start() throws IOException, InterruptedException;

    /** A process of this part. */
    interface Running {
        Process process();

        /**
         * Returns once the part does its work.
         *
         * @throws IOException where it never will, with a message for people
         */
        void awaitReady() throws IOException, InterruptedException;

        /**
         * Looks whether a part that was ready still does its work; called every few seconds while its process lives.
         *
         * @throws IOException where it does not and never will by itself, with a message for people: it is ended then
         */
        default void check() throws IOException, InterruptedException {}

        /** Stops it in good order, by force after so long. */
        void stop(java.time.Duration within) throws InterruptedException;
    }
}
