package io.metricskit.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.metricskit.testkit.RealTools;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The alerts of the page on troubleshooting. */
final class AlertRulesTests {

    @TempDir
    private Path folder;

    @Test
    void prometheusTakesThem() throws Exception {
        Path promtool = RealTools.promtool();
        Path rules = Files.writeString(folder.resolve("rules.yml"), rules());
        Process check = new ProcessBuilder(promtool.toString(), "check", "rules", rules.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();

        assertThat(check.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(folder.resolve("output"))).contains("SUCCESS: 2 rules found");
    }

    private static String rules() {
        return Markdown.blocks("yaml").stream()
                .filter(block -> block.page().equals("docs/troubleshooting.md"))
                .map(Markdown.Block::content)
                .filter(content -> content.startsWith("groups:"))
                .findFirst()
                .orElseThrow();
    }
}
