package io.metricskit.encoding;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.constraints.IntRange;

final class ByteWriterPropertyTests {

    /** One call to a writer, and the bytes that it should write. */
    record Call(Consumer<ByteWriter> writing, byte[] expected) {

        static Call of(Consumer<ByteWriter> writing, String expected) {
            return new Call(writing, expected.getBytes(StandardCharsets.UTF_8));
        }

        /** A call that should write what others write where there is room for all of it. */
        static Call of(Consumer<ByteWriter> writing, Consumer<ByteWriter> same) {
            return new Call(writing, Written.bytes(1 << 10, same));
        }

        static Call of(Consumer<ByteWriter> writing) {
            return of(writing, writing);
        }
    }

    @Property(tries = 1_000)
    void anySequenceOfCallsIsWrittenWholeAndInOrder(
            @ForAll("sequences") List<Call> calls, @ForAll @IntRange(min = 64, max = 100) int capacity) {
        byte[] written = Written.bytes(
                capacity, writer -> calls.forEach(call -> call.writing().accept(writer)));

        byte[] expected = Written.bytes(64, writer -> calls.forEach(call -> writer.put(call.expected())));
        assertThat(written).isEqualTo(expected);
        assertThat(written)
                .hasSize(calls.stream().mapToInt(call -> call.expected().length).sum());
    }

    @Property(tries = 5_000)
    void validTextIsWrittenAsTheJdkEncodesIt(@ForAll("validTexts") String text) {
        assertThat(Written.bytes(64, writer -> writer.utf8(text))).isEqualTo(text.getBytes(StandardCharsets.UTF_8));
    }

    @Property(tries = 5_000)
    void anyCharactersAreWrittenAsValidUtf8(@ForAll("anyCharacters") String text) {
        StringBuilder replaced = new StringBuilder();
        text.codePoints().forEach(c -> replaced.appendCodePoint(c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c));

        assertThat(Written.bytes(64, writer -> writer.utf8(text)))
                .isEqualTo(replaced.toString().getBytes(StandardCharsets.UTF_8));
    }

    @Provide
    Arbitrary<List<Call>> sequences() {
        Arbitrary<Call> texts = validTexts().map(text -> Call.of(writer -> writer.utf8(text), text));
        Arbitrary<Call> names = Arbitraries.strings()
                .withCharRange('\0', '\u007F')
                .ofMaxLength(150)
                .map(text -> Call.of(writer -> writer.utf8(text), text));
        Arbitrary<Call> bytes = Arbitraries.bytes()
                .array(byte[].class)
                .ofMaxSize(150)
                .map(array -> new Call(writer -> writer.put(array), array));
        Arbitrary<Call> single = Arbitraries.bytes().map(b -> new Call(writer -> writer.put(b), new byte[] {b}));
        Arbitrary<Call> decimals =
                Arbitraries.longs().map(value -> Call.of(writer -> writer.decimal(value), Long.toString(value)));
        Arbitrary<Double> doubles = Arbitraries.longs()
                .withDistribution(RandomDistribution.uniform())
                .map(Double::longBitsToDouble);
        Arbitrary<Call> values =
                doubles.map(value -> Call.of(writer -> writer.value(value), ReferenceFormat.value(value)));
        Arbitrary<Call> varints = Arbitraries.longs().map(value -> Call.of(writer -> writer.varint(value)));
        Arbitrary<Call> wideVarints =
                Arbitraries.longs().greaterOrEqual(0).map(value -> Call.of(writer -> writer.wideVarint(value)));
        Arbitrary<Call> binaryDoubles = doubles.map(value -> Call.of(writer -> writer.littleEndian(value)));
        Arbitrary<byte[]> starts = Arbitraries.bytes().array(byte[].class).ofMaxSize(100);
        Arbitrary<LineMiddle> middles =
                doubles.filter(bound -> !bound.isNaN()).map(bound -> LineMiddle.lastLabel("le", bound));
        Arbitrary<Call> lines = Combinators.combine(starts, middles, doubles)
                .as((start, middle, value) ->
                        Call.of(writer -> writer.line(start, start.length, middle, value), writer -> {
                            begin(start, middle, writer);
                            writer.value(value);
                        }));
        Arbitrary<Call> wholeLines = Combinators.combine(starts, middles, Arbitraries.longs())
                .as((start, middle, value) ->
                        Call.of(writer -> writer.line(start, start.length, middle, value), writer -> {
                            begin(start, middle, writer);
                            writer.decimal(value);
                        }));
        return Arbitraries.oneOf(
                        texts,
                        names,
                        bytes,
                        single,
                        decimals,
                        values,
                        varints,
                        wideVarints,
                        binaryDoubles,
                        lines,
                        wholeLines)
                .list()
                .ofMaxSize(20);
    }

    private static void begin(byte[] start, LineMiddle middle, ByteWriter writer) {
        writer.put(start);
        writer.put(middle.padded, 0, middle.length);
    }

    @Provide
    Arbitrary<String> validTexts() {
        Arbitrary<Integer> codePoints = Arbitraries.oneOf(
                Arbitraries.integers().between(0, 0x7F),
                Arbitraries.integers().between(0x80, 0x7FF),
                Arbitraries.integers().between(0x800, 0xD7FF),
                Arbitraries.integers().between(0xE000, 0xFFFF),
                Arbitraries.integers().between(0x10000, Character.MAX_CODE_POINT));
        return codePoints.list().ofMaxSize(150).map(list -> {
            StringBuilder text = new StringBuilder();
            list.forEach(text::appendCodePoint);
            return text.toString();
        });
    }

    @Provide
    Arbitrary<String> anyCharacters() {
        return Arbitraries.oneOf(
                        Arbitraries.chars().range('\0', '\uFFFF'),
                        Arbitraries.chars().range('\uD800', '\uDFFF'),
                        Arbitraries.chars().range('a', 'z'))
                .list()
                .ofMaxSize(150)
                .map(chars -> {
                    StringBuilder text = new StringBuilder();
                    chars.forEach(text::append);
                    return text.toString();
                });
    }
}
