package io.metricskit.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.metricskit.Registry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import org.junit.jupiter.api.Test;

/** Who pastes the code of a page into JShell, from the top to the bottom, meets no error. */
final class PastedPagesTests {

    @Test
    void theGuide() throws IOException {
        HttpServer gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gateway.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        gateway.start();
        String address = "http://127.0.0.1:" + gateway.getAddress().getPort();
        try {
            paste("docs/guide.md", """
                    String host = "alpha";
                    String address = "%s";
                    int id = 7;
                    int port = 0;
                    record Order(int id) {}
                    class Orders {
                        Order find(int id) { return new Order(id); }
                        CompletableFuture<Order> findLater(int id) {
                            return CompletableFuture.completedFuture(find(id));
                        }
                    }
                    Orders orders = new Orders();
                    """.formatted(address));
        } finally {
            gateway.stop(0);
        }
    }

    @Test
    void metricTypes() {
        paste("docs/metric-types.md", """
                java.util.Queue<String> queue = new java.util.ArrayDeque<>();
                interface Pool { long timeouts(); }
                Pool pool = () -> 4;
                String render(String path) { return path; }
                CompletableFuture<String> renderLater(String path) {
                    return CompletableFuture.completedFuture(path);
                }
                void handle() {}
                String currentTraceId() { return "4bf92f3577b34da6"; }
                """);
    }

    @Test
    void labels() {
        paste("docs/labels.md", "");
    }

    /** Runs the imports of a page, what its code takes from its surroundings, and that code. */
    private static void paste(String page, String surroundings) {
        Registry.defaultRegistry().clear();
        // JShell leaves one of its own behind, which the tests that follow on this thread would find their classes by.
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (JShell shell = JShell.builder().executionEngine("local").build()) {
            Stream.of(System.getProperty("java.class.path").split(System.getProperty("path.separator")))
                    .forEach(shell::addToClasspath);
            List<Markdown.Block> blocks = Markdown.blocks("java").stream()
                    .filter(block -> block.page().equals(page))
                    .toList();
            assertThat(blocks).first().matches(Markdown.Block::isImports, "has the imports");
            evaluate(shell, blocks.get(0).content());
            evaluate(shell, surroundings);
            blocks.stream().skip(1).map(PastedPagesTests::withoutEndlessLoop).forEach(code -> evaluate(shell, code));
        } finally {
            Thread.currentThread().setContextClassLoader(before);
            Registry.defaultRegistry().clear();
        }
    }

    private static String withoutEndlessLoop(Markdown.Block block) {
        return block.content().replace("while (true)", "if (true)");
    }

    private static void evaluate(JShell shell, String code) {
        String rest = code;
        while (!rest.isBlank()) {
            CompletionInfo next = shell.sourceCodeAnalysis().analyzeCompletion(rest);
            String source = Objects.requireNonNullElse(next.source(), rest);
            shell.eval(source).stream()
                    .filter(event -> event.causeSnippet() == null)
                    .forEach(event -> {
                        assertThat(event.status())
                                .as(() -> problems(shell, event))
                                .isEqualTo(Snippet.Status.VALID);
                        assertThat(event.exception()).as(source).isNull();
                    });
            rest = next.source() == null ? "" : next.remaining();
        }
    }

    private static String problems(JShell shell, SnippetEvent event) {
        StringBuilder problems = new StringBuilder(event.snippet().source());
        shell.diagnostics(event.snippet())
                .forEach(problem -> problems.append('\n').append(problem.getMessage(Locale.ROOT)));
        return problems.toString();
    }
}
