package io.metricskit.quantile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class SmallSortTests {

    @Property(tries = 500)
    void numbersAreSortedAsTheJdkDoes(
            @ForAll @Size(max = 300) double @DoubleRange(min = -1e300, max = 1e300) [] numbers) {
        double[] expected = numbers.clone();
        Arrays.sort(expected);
        double[] sorted = numbers.clone();

        SmallSort.sort(sorted, sorted.length);

        assertThat(sorted).usingComparatorWithPrecision(0.0).containsExactly(expected);
    }

    @Test
    void whatLiesBehindTheLengthStaysAsItIs() {
        double[] numbers = {3, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1, 0};

        SmallSort.sort(numbers, 4);

        assertThat(numbers).containsExactly(Double.NEGATIVE_INFINITY, 1, 3, Double.POSITIVE_INFINITY, 0);
    }
}
