package io.metricskit.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import io.metricskit.Registry;
import io.metricskit.model.MetricType;
import io.metricskit.testkit.TextExposition;
import java.lang.management.GarbageCollectorMXBean;
import java.util.List;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

final class GarbageCollectorFamiliesTests {

    /** A collector of garbage that has run so often and for so long. */
    private record Garbage(String getName, long getCollectionCount, long getCollectionTime)
            implements GarbageCollectorMXBean {

        @Override
        public boolean isValid() {
            return true;
        }

        @Override
        public String[] getMemoryPoolNames() {
            return new String[0];
        }

        @Override
        public ObjectName getObjectName() {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void aCollectorThatHasNotRunYetIsShownWithZeroAndOneThatDoesNotKnowIsLeftOut() {
        List<GarbageCollectorMXBean> collectors = List.of(
                new Garbage("young", 3, 1500),
                new Garbage("old", 0, 0),
                new Garbage("uncounted", -1, 7),
                new Garbage("untimed", 7, -1));
        Registry registry = new Registry();
        new Families()
                .add(
                        MetricType.SUMMARY,
                        "gc_seconds",
                        "Help.",
                        sink -> GarbageCollectorFamilies.write(sink, collectors))
                .register(registry);

        TextExposition scrape = new JvmScrapes(registry).scrape();

        assertThat(scrape.samples("gc_seconds_count")).hasSize(2);
        assertThat(scrape.value("gc_seconds_count", "gc", "young")).isEqualTo(3);
        assertThat(scrape.value("gc_seconds_sum", "gc", "young")).isEqualTo(1.5);
        assertThat(scrape.value("gc_seconds_count", "gc", "old")).isZero();
        assertThat(scrape.value("gc_seconds_sum", "gc", "old")).isZero();
    }
}
