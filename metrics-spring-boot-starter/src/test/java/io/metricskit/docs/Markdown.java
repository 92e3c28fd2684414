package io.metricskit.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The pages that users read: the README and all of {@code docs}. */
final class Markdown {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern FENCE = Pattern.compile("^```(\\w+)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

    private Markdown() {}

    /**
     * A fenced block of a page.
     *
     * @param page the page's path from the root of the repository
     * @param language the word behind the fence
     */
    record Block(String page, String language, String content) {

        boolean isImports() {
            return content.startsWith("import ");
        }

        @Override
        public String toString() {
            return page + ": " + content.lines().findFirst().orElse("");
        }
    }

    static List<Block> blocks(String language) {
        List<Block> blocks = new ArrayList<>();
        for (Path page : pages()) {
            Matcher fence = FENCE.matcher(read(page));
            while (fence.find()) {
                if (fence.group(1).equals(language)) {
                    blocks.add(new Block(ROOT.relativize(page).toString(), language, fence.group(2)));
                }
            }
        }
        return blocks;
    }

    static List<Path> pages() {
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            return Stream.concat(
                            Stream.of(ROOT.resolve("README.md")),
                            docs.filter(path -> path.toString().endsWith(".md")).sorted())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path inRepository(String path) {
        return ROOT.resolve(path);
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
