package org.pressroom.article.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import reactor.core.scheduler.Schedulers;

class FolderStoreTest extends MediaStoreContract {

    @Override
    MediaStore another() {
        return new FolderStore(root(), Schedulers.boundedElastic());
    }

    private Path root() {
        return folder().resolve("media");
    }

    @Test
    void nothingIsLeftOfWhatWasDeleted() throws IOException {
        UUID picture = UUID.randomUUID();
        Path file = Files.createTempFile("given", "");
        await(another().put(picture, "original", file));
        await(another().delete(picture, List.of("original")));
        Files.delete(file);
        try (Stream<Path> left = Files.walk(root())) {
            assertThat(left.filter(Files::isRegularFile)).isEmpty();
        }
    }

    @Test
    void aFolderThatCannotBeOneIsTold() throws IOException {
        Path file = Files.createFile(folder().resolve("file"));
        FolderStore store = new FolderStore(file.resolve("under"), Schedulers.boundedElastic());
        assertThatThrownBy(() -> await(store.prepare()))
                .isInstanceOf(UnusableStoreException.class)
                .hasMessageContaining(file.toString());
        assertThatThrownBy(() -> await(store.check())).hasRootCauseInstanceOf(IOException.class);
    }
}
