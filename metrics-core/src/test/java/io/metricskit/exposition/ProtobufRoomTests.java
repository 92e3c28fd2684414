package io.metricskit.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Tests for {@link ProtobufRoom}, where a series comes or goes before its family is written. */
final class ProtobufRoomTests {

    private final ProtobufRoom room = new ProtobufRoom();

    @Test
    void whatWouldLeaveASingleByteDoesNotFitSinceNothingFillsThat() {
        room.measure();
        room.take(10);
        assertThat(room.measured()).isEqualTo(10);

        assertThat(room.take(9)).isFalse();
        assertThat(room.take(11)).isFalse();
        assertThat(room.take(8)).isTrue();
        assertThat(room.take(2)).isTrue();
        assertThat(room.left()).isZero();
    }

    @Test
    void exemplarsTakeAsMuchTogetherAsTheyHadAndNoMore() {
        room.measure();
        room.takeForExemplars(5);
        room.takeForExemplars(3);
        room.measured();

        assertThat(room.takeForExemplars(6)).isTrue();
        assertThat(room.takeForExemplars(3)).isFalse();
        assertThat(room.takeForExemplars(2)).isTrue();
        assertThat(room.takeForExemplars(1)).isFalse();
    }
}
