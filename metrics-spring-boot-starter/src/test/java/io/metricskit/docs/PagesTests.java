package io.metricskit.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages are whole, and their links lead somewhere. */
final class PagesTests {

    private static final Pattern CONFLICT = Pattern.compile("^(<{7} .*|={7}|>{7} .*)$", Pattern.MULTILINE);
    private static final Pattern CODE = Pattern.compile("^```.*?^```$|`[^`\\n]*`", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern FENCED = Pattern.compile("^```.*?^```$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("^#+ (.*)$", Pattern.MULTILINE);
    private static final Pattern NOT_IN_ANCHOR = Pattern.compile("[^\\p{L}\\p{N} _-]");

    static List<Path> pages() {
        try (Stream<Path> root = Files.list(Markdown.inRepository(""))) {
            return Stream.concat(root.filter(file -> file.toString().endsWith(".md")), Markdown.pages().stream())
                    .distinct()
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void allPagesAreFound() {
        assertThat(pages())
                .contains(
                        Markdown.inRepository("README.md"),
                        Markdown.inRepository("CHANGELOG.md"),
                        Markdown.inRepository("docs/guide.md"),
                        Markdown.inRepository("docs/adr/README.md"))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void aPageHasNoMarksOfAMergeConflict(Path page) {
        assertThat(CONFLICT.matcher(Markdown.read(page)).results().map(MatchResult::group))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void allRelativeLinksOfAPageLeadSomewhere(Path page) {
        assertThat(relativeLinks(page)).allSatisfy(link -> {
            String[] parts = link.split("#", 2);
            Path target =
                    parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
            assertThat(target).as(link).exists();
            if (parts.length > 1) {
                assertThat(anchors(target)).as(link).contains(parts[1]);
            }
        });
    }

    private static List<String> relativeLinks(Path page) {
        String text = CODE.matcher(Markdown.read(page)).replaceAll("");
        return LINK.matcher(text)
                .results()
                .map(link -> link.group(1))
                .filter(link -> !link.contains("://"))
                .toList();
    }

    /** Returns the anchors that GitHub makes of the headings: each again gets a number. */
    private static List<String> anchors(Path page) {
        String text = FENCED.matcher(Markdown.read(page)).replaceAll("");
        Map<String, Integer> seen = new HashMap<>();
        List<String> anchors = new ArrayList<>();
        HEADING.matcher(text).results().forEach(heading -> {
            String words = NOT_IN_ANCHOR
                    .matcher(heading.group(1).strip().toLowerCase(Locale.ROOT))
                    .replaceAll("");
            String anchor = words.replace(' ', '-');
            int earlier = seen.merge(anchor, 1, Integer::sum) - 1;
            anchors.add(earlier == 0 ? anchor : anchor + "-" + earlier);
        });
        return anchors;
    }
}
