package io.metricskit.testkit;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests for {@link Promtool}, which need it installed. */
final class PromtoolTests {

    @BeforeEach
    void requirePromtool() {
        RealTools.promtool();
    }

    @Test
    void whatPromtoolParsesPasses() {
        assertThatNoException().isThrownBy(() -> check("# HELP a_total x\n# TYPE a_total counter\na_total 1\n"));
        assertThatNoException().isThrownBy(() -> check(""));
    }

    @Test
    void adviceIsNoFailure() {
        assertThatNoException().isThrownBy(() -> check("# TYPE a counter\na 1\n"));
    }

    @Test
    void whatPromtoolCannotParseFailsWithItsOutput() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> check("# TYPE a gauge\na{b=\"say \"hi\"\"} 1\n"))
                .withMessageContaining("exit status 1")
                .withMessageContaining("parsing error in line 2");
    }

    private static void check(String body) {
        Promtool.check(body.getBytes(StandardCharsets.UTF_8));
    }
}
