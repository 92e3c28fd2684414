package io.metricskit.benchmarks.report;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;

/** One run of the benchmarks of a module, printed while it goes on and written to the report when it is complete. */
public final class BenchmarkRun {

    private final Effort effort;
    private final ReportFile report;
    private final String versions;
    private final PrintStream progress;

    /**
     * Creates a run from the arguments of a command line.
     *
     * @param arguments {@code full} or {@code quick}; the report of a full run; that of a quick run; the versions of
     *     what is compared
     * @param progress where to show the tables as they grow
     * @throws IllegalArgumentException if there are not four arguments, or the first is neither word
     */
    public BenchmarkRun(String[] arguments, PrintStream progress) {
        if (arguments.length != 4) {
            throw new IllegalArgumentException("expected full or quick, the report of a full run, the report of a quick"
                    + " run, and the versions of what is compared, but got " + List.of(arguments));
        }
        this.effort = Effort.valueOf(arguments[0].toUpperCase(Locale.ROOT));
        this.report = new ReportFile(Path.of(effort == Effort.FULL ? arguments[1] : arguments[2]));
        this.versions = arguments[3];
        this.progress = progress;
    }

    /** Returns how thoroughly this run measures. */
    public Effort effort() {
        return effort;
    }

    /**
     * Runs everything.
     *
     * @param module the name of the module
     * @param groups its benchmarks
     * @throws Exception if a benchmark fails, or writing does; the report is then unchanged
     */
    public void run(String module, List<Group> groups) throws Exception {
        StringBuilder body = new StringBuilder(circumstances());
        for (Group group : groups) {
            body.append(measure(group));
        }
        report.replace(Machine.jdk() + ", " + module, body.toString());
    }

    private String circumstances() throws IOException {
        return "%s, %s run. %s. %s.%n"
                .formatted(
                        LocalDate.now(ZoneOffset.UTC),
                        effort.name().toLowerCase(Locale.ROOT),
                        Machine.description(),
                        versions);
    }

    private StringBuilder measure(Group group) throws Exception {
        StringBuilder section = new StringBuilder();
        Table table = new Table(group.contenders());
        append(section, "\n### " + group.title() + "\n\n" + group.note() + "\n\n" + table.head());
        for (Case each : group.cases()) {
            for (Row row : each.measure(effort)) {
                append(section, table.row(row));
            }
        }
        return section;
    }

    private void append(StringBuilder section, String markdown) {
        section.append(markdown);
        progress.print(markdown);
    }
}
