package org.irilb.core.proxy.request;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import org.irilb.core.http.RequestHead;
import org.irilb.core.proxy.io.Buffers;
import org.jspecify.annotations.Nullable;

/**
 * What a client has sent and nobody has used yet, whether more may come, and the {@link Upload} that it goes to, if it
 * goes to one. One loop's.
 */
public final class Input {

    private @Nullable ByteBuf bytes;
    private @Nullable Upload upload;
    private boolean ended;

    /** Takes over what was received. */
    public void add(ByteBuf data) {
        bytes = Buffers.append(bytes, data);
    }

    /** How many bytes there are. */
    public int readable() {
        return bytes == null ? 0 : bytes.readableBytes();
    }

    /** The first of them, at most {@code most}, each as a character. */
    public String beginning(int most) {
        ByteBuf present = bytes;
        return present == null
                ? ""
                : present.toString(
                        present.readerIndex(), Math.min(most, present.readableBytes()), StandardCharsets.ISO_8859_1);
    }

    /** The client sends no more. */
    public void end() {
        ended = true;
    }

    public boolean isEnded() {
        return ended;
    }

    /** Whether the client sends no more, and all that it has sent was used. */
    public boolean isUsedUp() {
        return ended && readable() == 0;
    }

    /** The body behind {@code head} is passed on from here, as it comes. */
    public void stream(RequestHead head) {
        upload = new Upload(this, head);
    }

    /** From now on everything that comes is passed on, whatever it is. */
    public void streamAll() {
        upload = Upload.endless(this);
    }

    /** What is passed on, or was; null if nothing is. */
    @Nullable
    public Upload upload() {
        return upload;
    }

    /** Whether not all that is to be passed on has been. */
    public boolean isUploading() {
        return upload != null && !upload.isDone();
    }

    /** Nothing more is passed on. */
    public void endUpload() {
        upload = null;
    }

    /** The bytes, for whoever uses them and then calls {@link #used}; null if there are none. */
    @Nullable
    ByteBuf bytes() {
        return bytes;
    }

    /** Bytes were taken out of {@link #bytes}. */
    void used() {
        if (bytes != null && !bytes.isReadable()) {
            release();
        }
    }

    /** Forgets what there is. */
    public void release() {
        if (bytes != null) {
            bytes.release();
            bytes = null;
        }
    }
}
