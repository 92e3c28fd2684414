package io.metricskit.benchmarks.report;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A group's table in Markdown: a column of scores for each contender, then one of ratios for each but the first. */
final class Table {

    private static final String MISSING = "–";

    private final Contender first;
    private final List<Contender> contenders;

    Table(List<Contender> contenders) {
        this.first = contenders.get(0);
        this.contenders = contenders;
    }

    String head() {
        return line(Stream.of(
                                Stream.of(""),
                                contenders.stream().map(Contender::title),
                                rivals().map(rival -> rival.title() + " ÷ " + first.title()))
                        .flatMap(cells -> cells))
                + line(Stream.concat(
                        Stream.of("---"), Stream.generate(() -> "---:").limit(2L * contenders.size() - 1)));
    }

    String row(Row row) {
        return line(Stream.of(
                        Stream.of(row.title()),
                        contenders.stream().map(contender -> score(row, contender)),
                        rivals().map(rival -> ratio(row, rival)))
                .flatMap(cells -> cells));
    }

    private Stream<Contender> rivals() {
        return contenders.stream().skip(1);
    }

    private static String score(Row row, Contender contender) {
        Score score = row.scores().get(contender.id());
        return score == null ? MISSING : Figures.of(score);
    }

    private String ratio(Row row, Contender rival) {
        Score ours = row.scores().get(first.id());
        Score theirs = row.scores().get(rival.id());
        return ours == null || theirs == null ? MISSING : Figures.ratio(theirs.value() / ours.value());
    }

    private static String line(Stream<String> cells) {
        return cells.collect(Collectors.joining(" | ", "| ", " |\n"));
    }
}
