package io.metricskit;

import static org.assertj.core.api.Assertions.assertThat;

import io.metricskit.model.Collector;
import java.util.Collection;
import org.assertj.core.api.AbstractStringAssert;

/** What a registry does with a metric that conflicts with one that it has. */
final class Conflicts {

    private Conflicts() {}

    /** Asserts that a registration is refused and changes nothing, and returns the message. */
    static AbstractStringAssert<?> assertThatConflict(Registry registry, Runnable registration) {
        Collection<Collector> before = registry.collectors();
        try {
            registration.run();
        } catch (MetricConflictException e) {
            assertThat(registry.collectors()).isEqualTo(before);
            return assertThat(e.getMessage());
        }
        throw new AssertionError("expected a MetricConflictException");
    }
}
