package io.metricskit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.DoubleAdder;
import org.junit.jupiter.api.Test;

final class CountStripesTests {

    @Test
    void largerStripesCountOnAndKeepWhatStillComesToTheSmallerOnes() {
        CountStripes first = new CountStripes(3, new DoubleAdder());
        assertThat(first.tryAdd(3)).isTrue();
        first.fractions().add(0.25);

        CountStripes larger = first.larger();
        assertThat(larger.tryAdd(4)).isTrue();
        assertThat(first.tryAdd(5)).isTrue();
        larger.fractions().add(0.5);

        assertThat(larger).isNotSameAs(first);
        assertThat(larger.sum()).isEqualTo(12);
        assertThat(larger.fractions().sum()).isEqualTo(0.75);
    }

    @Test
    void theyGrowUpToTheirBound() {
        CountStripes stripes = new CountStripes(6, new DoubleAdder());
        CountStripes larger = stripes.larger();
        CountStripes largest = larger.larger();

        assertThat(largest).isNotSameAs(larger);
        assertThat(largest.larger()).isSameAs(largest);
        assertThat(new CountStripes(1, new DoubleAdder()).larger().tryAdd(1)).isTrue();
    }

    @Test
    void amountsAreExactWhileStripesAreReplacedAndTheSumNeverFalls() throws Exception {
        AtomicReference<CountStripes> current = new AtomicReference<>(new CountStripes(8, new DoubleAdder()));
        long[] seen = {0};
        int threads = 3;
        int rounds = 200_000;

        Together.runWhile(
                threads,
                thread -> {
                    for (int i = 0; i < rounds; i++) {
                        CountStripes stripes = current.get();
                        while (!stripes.tryAdd(2)) {
                            current.compareAndSet(stripes, stripes.larger());
                            stripes = current.get();
                        }
                    }
                },
                () -> {
                    long sum = current.get().sum();
                    assertThat(sum).isGreaterThanOrEqualTo(seen[0]);
                    seen[0] = sum;
                });

        assertThat(current.get().sum()).isEqualTo(2L * threads * rounds);
    }
}
