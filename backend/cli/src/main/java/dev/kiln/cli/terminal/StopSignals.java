package dev.kiln.cli.terminal;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/**
 * Ctrl-C, SIGTERM and the end of the terminal, each counted. The JDK has no supported way to see a second one, and so
 * {@code sun.misc.Signal} of the module jdk.unsupported is used, by reflection because the compiler warns of it in a
 * way that cannot be silenced where it is used.
 */
public final class StopSignals {
    private StopSignals() {}

    /** From now on a signal to stop calls this, with 1 for the first one, on a thread of the JVM's. */
    public static void onEach(IntConsumer action) {
        AtomicInteger count = new AtomicInteger();
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            InvocationHandler calls = (proxy, method, arguments) -> {
                if (method.getName().equals("handle")) {
                    action.accept(count.incrementAndGet());
                    return null;
                }
                return method.getName().equals("hashCode") ? System.identityHashCode(proxy) : null;
            };
            Object instance = Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler}, calls);
            for (String name : List.of("INT", "TERM", "HUP")) {
                Object which = signal.getConstructor(String.class).newInstance(name);
                signal.getMethod("handle", signal, handler).invoke(null, which, instance);
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this JVM has no sun.misc.Signal", e);
        }
    }
}
