package io.metricskit.push;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AnswerTests {

    private final Answer answer = new Answer();

    private static List<ByteBuffer> pieces(String... pieces) {
        return Arrays.stream(pieces)
                .map(piece -> ByteBuffer.wrap(piece.getBytes(StandardCharsets.UTF_8)))
                .toList();
    }

    @Test
    void aBodyThatComesInPiecesIsWhole() {
        answer.onNext(pieces("no ", "such "));
        answer.onNext(pieces("gröup"));
        answer.onComplete();

        assertThat(answer.getBody()).isCompletedWithValue("no such gröup");
    }

    @Test
    void aBodyIsCutAtOneKilobyteAlsoWhereItComesInPieces() {
        answer.onNext(pieces("a".repeat(1000)));
        answer.onNext(pieces("b".repeat(20), "c".repeat(20)));
        answer.onNext(pieces("d"));
        answer.onComplete();

        assertThat(answer.getBody()).isCompletedWithValue("a".repeat(1000) + "b".repeat(20) + "c".repeat(4));
    }
}
