package org.pressroom.article.pictures;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import javax.imageio.stream.ImageInputStreamImpl;

/** A file with another head in the place of its own. */
final class HeadedFile extends ImageInputStreamImpl {

    private final byte[] head;
    private final RandomAccessFile file;
    private final long rest;

    /** @param rest where in the file that begins which the head stands before */
    HeadedFile(byte[] head, Path file, long rest) throws IOException {
        this.head = head;
        this.file = new RandomAccessFile(file.toFile(), "r");
        this.rest = rest;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        bitOffset = 0;
        int read;
        if (streamPos < head.length) {
            read = (int) Math.min(length, head.length - streamPos);
            System.arraycopy(head, (int) streamPos, bytes, offset, read);
        } else {
            file.seek(rest + streamPos - head.length);
            read = file.read(bytes, offset, length);
        }
        if (read > 0) {
            streamPos += read;
        }
        return read;
    }

    @Override
    public long length() {
        try {
            return head.length + file.length() - rest;
        } catch (IOException unknown) {
            return -1;
        }
    }

    @Override
    public void close() throws IOException {
        super.close();
        file.close();
    }
}
