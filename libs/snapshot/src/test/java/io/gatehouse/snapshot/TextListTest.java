package io.gatehouse.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TextListTest {

    @Test
    void each_text_stands_in_its_place_and_older_lists_stay_as_they_are() {
        TextList list = TextList.EMPTY;
        TextList early = list;
        for (int i = 0; i < 1_000; i++) {
            list = list.with("text " + i);
            early = i == 70 ? list : early;
        }
        TextList other = early.with("another");
        assertThat(list.size()).isEqualTo(1_000);
        for (int i = 0; i < 1_000; i++) {
            assertThat(list.get(i)).isEqualTo("text " + i);
        }
        assertThat(early.size()).isEqualTo(71);
        assertThat(other.get(71)).isEqualTo("another");
        assertThat(list.get(71)).isEqualTo("text 71");
    }

    @Test
    void behind_the_end_there_is_nothing() {
        TextList one = TextList.EMPTY.with("one");
        assertThatThrownBy(() -> one.get(1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> TextList.EMPTY.get(0))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }
}
