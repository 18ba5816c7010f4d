package org.pressroom.testkit;

import java.util.concurrent.Executor;

/**
 * Gives each task a thread of its own. The common pool has one thread where there are two processors: there, tasks that
 * are to meet would wait for each other.
 */
public final class OwnThread implements Executor {

    public static final Executor EACH = new OwnThread();

    private OwnThread() {}

    @Override
    public void execute(Runnable task) {
        Thread thread = new Thread(task, "own");
        thread.setDaemon(true);
        thread.start();
    }
}
