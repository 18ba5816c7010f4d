package org.pressroom.local;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;

/**
 * Ctrl-C and its kin, each time they come. The JVM's own way, a shutdown hook, tells of the first alone, and ends the
 * program with the signal's exit code; its class for signals is not part of the Java API, so it is looked up by name.
 */
final class Signals {
    private Signals() {}

    /** Calls the task for every SIGINT, SIGTERM and SIGHUP that is not ignored already. */
    static void handle(Runnable task) {
        for (String name : List.of("INT", "TERM", "HUP")) {
            try {
                register(name, task);
            } catch (ReflectiveOperationException | IllegalArgumentException notOnThisSystem) {
                // A signal that the shell has switched off for us, or that this system does not have.
            }
        }
    }

    private static void register(String name, Runnable task) throws ReflectiveOperationException {
        Class<?> signal = Class.forName("sun.misc.Signal");
        Class<?> handler = Class.forName("sun.misc.SignalHandler");
        Object proxy = Proxy.newProxyInstance(
                Signals.class.getClassLoader(),
                new Class<?>[] {handler},
                (self, method, arguments) -> switch (method.getName()) {
                    case "hashCode" -> System.identityHashCode(task);
                    case "equals" -> false;
                    case "toString" -> "handler";
                    default -> {
                        task.run();
                        yield null;
                    }
                });
        try {
            Object number = signal.getConstructor(String.class).newInstance(name);
            signal.getMethod("handle", signal, handler).invoke(null, number, proxy);
        } catch (InvocationTargetException refused) {
            throw new IllegalArgumentException(refused.getCause());
        }
    }
}
