package io.metricskit.quantile;

import static org.assertj.core.api.Assertions.assertThat;

import io.metricskit.testkit.Allocation;
import org.junit.jupiter.api.Test;

final class RankedValuesTests {

    private final RankedValues ranked = new RankedValues();

    @Test
    void unreadTuplesStayAsTheyAreHoweverManyAreAppended() {
        replaceAll(0, 50);
        ranked.startRewrite(1_000);
        for (int i = 100; i < 300; i++) {
            ranked.append(i, i, i);
        }

        for (int i = 0; i < 50; i++) {
            assertThat(ranked.hasUnread()).isTrue();
            assertThat(ranked.unreadValue()).isEqualTo(i);
            assertThat(ranked.unreadGap()).isEqualTo(i + 1);
            assertThat(ranked.unreadSlack()).isEqualTo(i + 2);
            ranked.skip();
        }
        assertThat(ranked.hasUnread()).isFalse();
        assertThat(ranked.size()).isEqualTo(200);
        assertThat(ranked.value(199)).isEqualTo(299);
    }

    @Test
    void aRewriteThatLeavesFarFewerKeepsThem() {
        replaceAll(0, 500);
        replaceAll(7, 8);

        assertThat(ranked.size()).isEqualTo(1);
        assertThat(ranked.value(0)).isEqualTo(7);
        assertThat(ranked.gap(0)).isEqualTo(8);
        assertThat(ranked.slack(0)).isEqualTo(9);
        ranked.startRewrite(10);
        assertThat(ranked.unreadValue()).isEqualTo(7);
    }

    @Test
    void aRewriteThatLeavesFarFewerGivesBackTheRoomOfTheOthers() {
        replaceAll(0, 500);
        long ofMany = Allocation.once(ranked::copy);
        replaceAll(7, 8);

        // A copy has as much room as the original.
        assertThat(Allocation.once(ranked::copy)).isLessThan(ofMany / 10);
    }

    @Test
    void ranksWidenWhenTheyNoLongerFitIntoAnInt() {
        replaceAll(0, 3);
        ranked.startRewrite(1L << 40);
        assertThat(ranked.unreadGap()).isEqualTo(1);
        assertThat(ranked.unreadSlack()).isEqualTo(2);
        ranked.append(5, 1L << 39, (1L << 38) + 1);
        ranked.endRewrite();

        assertThat(ranked.gap(0)).isEqualTo(1L << 39);
        assertThat(ranked.slack(0)).isEqualTo((1L << 38) + 1);
    }

    @Test
    void thePlaceOfANumberIsThatOfTheFirstValueAboveIt() {
        replaceAll(0, 7);
        int[] places = new int[6];

        ranked.places(new double[] {-1, 0, 3, 3.5, 6, Double.POSITIVE_INFINITY}, 6, places);

        assertThat(places).containsExactly(0, 1, 4, 4, 7, 7);
    }

    @Test
    void aGapIsWidenedBeyondAnInt() {
        replaceAll(0, 3);
        ranked.widen(1, 5, 10);
        assertThat(ranked.gap(1)).isEqualTo(7);
        ranked.widen(1, Integer.MAX_VALUE, 1L << 32);

        assertThat(ranked.gap(1)).isEqualTo(7L + Integer.MAX_VALUE);
        assertThat(ranked.slack(1)).isEqualTo(3);
        assertThat(ranked.gap(2)).isEqualTo(3);
    }

    /** Replaces all tuples by (i, i + 1, i + 2) for i from {@code from} until {@code to}. */
    private void replaceAll(int from, int to) {
        ranked.startRewrite(to + 2);
        for (int i = from; i < to; i++) {
            ranked.append(i, i + 1, i + 2);
        }
        ranked.endRewrite();
    }
}
