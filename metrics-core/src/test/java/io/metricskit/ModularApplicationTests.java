package io.metricskit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application that is a module itself compiles against the library alone. */
final class ModularApplicationTests {

    private static final String LIBRARY = Path.of("target", "classes").toString();

    @TempDir
    private Path output;

    @Test
    void itsModuleNeedsNothingButOurs() throws IOException {
        assertThat(errors("requires io.metricskit;", """
                import io.metricskit.*;
                import io.metricskit.exposition.*;
                import io.metricskit.model.*;

                class App {
                    static int answer(Registry registry) throws java.io.IOException {
                        Counter.builder("c_total").help("C.").register(registry).labels("a", "b").inc();
                        Exposition.of(registry).write(ExpositionFormat.TEXT, System.out);
                        return registry.histogram("h", "H.").time(() -> 42);
                    }
                }
                """)).isEmpty();
    }

    @Test
    void itsModuleRequiresThatOfTheJdkToo() throws IOException {
        assertThat(errors("requires io.metricskit; requires jdk.httpserver; requires java.net.http;", """
                import io.metricskit.*;
                import io.metricskit.http.*;
                import io.metricskit.push.*;

                class App {
                    static void serve(Registry registry) throws java.io.IOException {
                        MetricsServer.builder().registry(registry).port(0).start().close();
                        Pusher.builder("job", "http://127.0.0.1:9091").build().replace(registry);
                    }
                }
                """))
                .isEmpty();
    }

    private String errors(String directives, String program) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter errors = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<String> options =
                    List.of("--module-path", LIBRARY, "-d", output.toString(), "-proc:none", "-Xlint:-options");
            List<JavaFileObject> sources = Stream.of(
                            source("module-info", "module app { " + directives + " }"),
                            source("app/App", "package app;\n" + program))
                    .toList();
            compiler.getTask(errors, files, null, options, null, sources).call();
        }
        return errors.toString();
    }

    private static JavaFileObject source(String path, String text) {
        return new SimpleJavaFileObject(URI.create("string:///" + path + ".java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
    }
}
