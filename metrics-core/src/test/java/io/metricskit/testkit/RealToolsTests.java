package io.metricskit.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/** Tests for {@link RealTools}. */
final class RealToolsTests {
    private static final List<String> NAMES = List.of("tool", "debian-tool");

    @TempDir
    private Path directory;

    @Test
    void aToolIsFoundOnThePathUnderAnyOfItsNames() throws IOException {
        Path tool = Files.createFile(directory.resolve("debian-tool"));
        assertThat(tool.toFile().setExecutable(true)).isTrue();
        RealTools tools = new RealTools("/nowhere" + File.pathSeparator + directory, /* required= */ true);

        assertThat(tools.require(NAMES)).isEqualTo(tool);
        assertThat(tools.has(NAMES)).isTrue();
    }

    @Test
    void aFileThatCannotBeExecutedIsNoTool() throws IOException {
        Files.createFile(directory.resolve("tool"));

        assertThat(new RealTools(directory.toString(), /* required= */ false).has(NAMES))
                .isFalse();
    }

    @Test
    void aMissingToolSkipsTheTest() {
        RealTools tools = new RealTools("", /* required= */ false);

        assertThat(tools.has(NAMES)).isFalse();
        assertThatExceptionOfType(TestAbortedException.class)
                .isThrownBy(() -> tools.require(NAMES))
                .withMessageContaining("no tool or debian-tool on the PATH");
    }

    @Test
    void aMissingToolFailsTheTestWhereToolsAreRequired() {
        RealTools tools = new RealTools("", /* required= */ true);

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> tools.require(NAMES))
                .withMessageContaining("METRICSKIT_REQUIRE_SERVERS is true");
        assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> tools.has(NAMES));
    }
}
