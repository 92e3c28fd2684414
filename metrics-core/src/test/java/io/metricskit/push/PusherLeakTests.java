package io.metricskit.push;

import static org.assertj.core.api.Assertions.assertThatCode;

import com.sun.net.httpserver.HttpServer;
import io.metricskit.testkit.Polling;
import java.lang.ref.WeakReference;
import java.net.InetSocketAddress;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a push leaves behind when the application that pushed is gone, as in a servlet container. */
final class PusherLeakTests {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Test
    void theClassesOfAnApplicationThatPushedAreCollected() throws Exception {
        HttpServer gateway = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        gateway.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        gateway.start();
        try {
            WeakReference<ClassLoader> application =
                    pushed("127.0.0.1:" + gateway.getAddress().getPort());

            assertThatCode(() -> Polling.until(
                            "the classes are collected",
                            LIMIT,
                            () -> {
                                System.gc();
                                return application.get() == null;
                            },
                            collected -> collected))
                    .doesNotThrowAnyException();
        } finally {
            gateway.stop(0);
        }
    }

    /** Pushes from a thread and by classes of an application, which then ends. */
    private static WeakReference<ClassLoader> pushed(String address) throws Exception {
        URL classes = Pusher.class.getProtectionDomain().getCodeSource().getLocation();
        URLClassLoader loader = new URLClassLoader(new URL[] {classes}, ClassLoader.getPlatformClassLoader());
        Throwable[] failure = new Throwable[1];
        Thread application = new Thread(() -> {
            try {
                push(loader, address);
            } catch (Throwable e) {
                failure[0] = e;
            }
        });
        application.setContextClassLoader(loader);
        application.start();
        application.join();
        loader.close();
        if (failure[0] != null) {
            throw new AssertionError("the push failed", failure[0]);
        }
        return new WeakReference<>(loader);
    }

    private static void push(ClassLoader loader, String address) throws ReflectiveOperationException {
        Class<?> registry = loader.loadClass("io.metricskit.Registry");
        Class<?> pusher = loader.loadClass("io.metricskit.push.Pusher");
        Object builder = pusher.getMethod("builder", String.class, String.class).invoke(null, "my-job", address);
        Object made = builder.getClass().getMethod("build").invoke(builder);
        pusher.getMethod("replace", registry)
                .invoke(made, registry.getConstructor().newInstance());
    }
}
