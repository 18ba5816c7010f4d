package org.pressroom.embedded;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** What kind of machine this is, and which of the small tools of Linux that start processes are on it. */
final class Platform {
    static final boolean LINUX = os().startsWith("linux");
    static final boolean WINDOWS = os().startsWith("windows");
    static final boolean MAC = os().startsWith("mac");

    private Platform() {}

    private static String os() {
        return System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    }

    static boolean arm() {
        String arch = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        return arch.equals("aarch64") || arch.startsWith("arm");
    }

    static boolean root() {
        return !WINDOWS && "root".equals(System.getProperty("user.name"));
    }

    /** Whether this command runs at all and ends well. */
    static boolean works(List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return false;
            }
            return process.exitValue() == 0;
        } catch (IOException notThere) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
