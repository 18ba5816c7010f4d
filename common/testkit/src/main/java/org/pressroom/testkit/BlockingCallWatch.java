package org.pressroom.testkit;

import java.util.Set;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;
import reactor.blockhound.BlockHound;
import reactor.blockhound.BlockingMethod;
import reactor.blockhound.BlockingOperationError;

/**
 * Fails a test whose code blocks an event loop or another thread that must not block: installs BlockHound before the
 * first test of the JVM. What is allowed is listed here, each with its reason.
 */
public final class BlockingCallWatch implements LauncherSessionListener {

    private static final String LOCKS = "java.util.concurrent.locks.";
    private static final Set<String> ACQUISITIONS =
            Set.of("lock", "lockInterruptibly", "tryLock", "readLock", "writeLock");

    private static final StackWalker STACK = StackWalker.getInstance();

    /** From where a thread is parked to where it asked for the lock. */
    private static final int FRAMES_OF_A_LOCK = 16;

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        BlockHound.builder()
                .loadIntegrations()
                // Random bytes come from the kernel's generator, which answers at once and is reached through a file.
                .allowBlockingCallsInside("java.security.SecureRandom", "nextBytes")
                // Messages are read from the class path once for each language.
                .allowBlockingCallsInside("java.util.ResourceBundle", "getBundleImpl")
                // Reads a table once, when the first text needs it.
                .allowBlockingCallsInside("com.ibm.icu.impl.ICUBinary", "getRequiredData")
                .blockingMethodCallback(BlockingCallWatch::refuse)
                .install();
    }

    /**
     * Waiting for a lock is no fault, as it is none with a monitor: it is held for a moment. Nor could it be refused. A
     * thread that is thrown out of the queue of a lock leaves its place there behind, nobody after it is ever woken up,
     * and where that is the lock of a scheduler's queue all that use it hang.
     */
    private static void refuse(BlockingMethod call) {
        if (!waitsForALock()) {
            throw new BlockingOperationError(call);
        }
    }

    private static boolean waitsForALock() {
        return STACK.walk(frames -> frames.limit(FRAMES_OF_A_LOCK)
                .anyMatch(frame ->
                        frame.getClassName().startsWith(LOCKS) && ACQUISITIONS.contains(frame.getMethodName())));
    }
}
