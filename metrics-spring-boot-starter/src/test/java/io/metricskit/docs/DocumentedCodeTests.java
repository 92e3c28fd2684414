package io.metricskit.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * All code and output in the pages stands in the tests of this package too, where it is compiled, run and compared, or in
 * the example programs, which tests of the core run, or in the application with Spring Security, which the build runs.
 * Imports are tried by {@link PastedPagesTests}.
 */
final class DocumentedCodeTests {

    private static final String SOURCES = sources();

    static List<Markdown.Block> code() {
        return Stream.concat(Markdown.blocks("java").stream(), Markdown.blocks("text").stream())
                .filter(block -> !block.isImports())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("code")
    void everyBlockIsRunByATest(Markdown.Block block) {
        assertThat(SOURCES.contains(withoutWhitespace(block.content())))
                .as("a test in io.metricskit.docs with the code of %s%n%s", block, block.content())
                .isTrue();
    }

    @Test
    void thePagesHaveCode() {
        assertThat(code()).hasSizeGreaterThan(20);
    }

    @Test
    void theConfigurationShownIsTheOneThatTheSampleShips() {
        String shipped = Markdown.read(Markdown.inRepository("sample-app/prometheus.yml"));

        assertThat(Markdown.blocks("yaml"))
                .filteredOn(block -> block.page().equals("docs/prometheus.md"))
                .singleElement()
                .satisfies(block -> assertThat(shipped).endsWith(block.content()));
    }

    private static String sources() {
        return sources(Path.of("src/test/java/io/metricskit/docs"))
                + sources(Markdown.inRepository("metrics-core/src/examples/java"))
                + sources(Path.of("src/it/consumers/guarded/src/main/java/consumer"))
                + sources(Path.of("src/it/consumers/guarded-webflux/src/main/java/consumer"));
    }

    private static String sources(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(Markdown::read)
                    .map(DocumentedCodeTests::withoutWhitespace)
                    .collect(Collectors.joining("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String withoutWhitespace(String text) {
        return text.replaceAll("\\s", "");
    }
}
