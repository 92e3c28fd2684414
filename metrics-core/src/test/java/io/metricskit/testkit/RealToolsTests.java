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
    private static final RealTools.Tool TOOL = RealTools.Tool.named("tool", "debian-tool");

    @TempDir
    private Path directory;

    @Test
    void aToolIsFoundOnThePathUnderAnyOfItsNames() throws IOException {
        Path tool = Files.createFile(directory.resolve("debian-tool"));
        assertThat(tool.toFile().setExecutable(true)).isTrue();
        RealTools tools = new RealTools("/nowhere" + File.pathSeparator + directory, /* required= */ true);

        assertThat(tools.require(TOOL)).isEqualTo(tool);
        assertThat(tools.has(TOOL)).isTrue();
    }

    @Test
    void aFileThatCannotBeExecutedIsNoTool() throws IOException {
        Files.createFile(directory.resolve("tool"));

        assertThat(new RealTools(directory.toString(), /* required= */ false).has(TOOL))
                .isFalse();
    }

    @Test
    void aFileThatIsNotTheProgramIsPassedOver() throws IOException {
        Path first = Files.createDirectory(directory.resolve("first"));
        for (Path place : List.of(first, directory)) {
            assertThat(Files.createFile(place.resolve("tool")).toFile().setExecutable(true))
                    .isTrue();
        }
        RealTools tools = new RealTools(first + File.pathSeparator + directory, /* required= */ true);

        assertThat(tools.require(new RealTools.Tool("tool", List.of("tool"), file -> !file.startsWith(first))))
                .isEqualTo(directory.resolve("tool"));
    }

    @Test
    void aMissingToolSkipsTheTest() {
        RealTools tools = new RealTools("", /* required= */ false);

        assertThat(tools.has(TOOL)).isFalse();
        assertThatExceptionOfType(TestAbortedException.class)
                .isThrownBy(() -> tools.require(TOOL))
                .withMessageContaining("no tool or debian-tool on the PATH");
    }

    @Test
    void aMissingToolFailsTheTestWhereToolsAreRequired() {
        RealTools tools = new RealTools("", /* required= */ true);

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> tools.require(TOOL))
                .withMessageContaining("METRICSKIT_REQUIRE_SERVERS is true");
        assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> tools.has(TOOL));
    }
}
