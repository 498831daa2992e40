package io.gatehouse.gateway.console;

import io.gatehouse.internal.v1.ConsolePage;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The console's page as its template wants it. */
record ShownPage(String token, String problem, String notice, ConsolePage page) {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);

    /** An instant, for machines and for people. */
    record Time(String iso, String shown) {

        static Time of(String iso) {
            return new Time(iso, iso.isEmpty() ? "never" : TIME.format(Instant.parse(iso)));
        }
    }

    record Key(String id, boolean active, Time created, Time used, String service, Time replaceBy) {

        boolean isToBeReplaced() {
            return !replaceBy.iso().isEmpty();
        }
    }

    record Device(String serialNumber, Time enabled) {}

    /** Allowed actions of one service. */
    record Group(String vendor, List<String> names) {
        Group {
            names = List.copyOf(names);
        }
    }

    boolean isInRole() {
        return !page.getRoleName().isEmpty();
    }

    String account() {
        return page.getAlias().isEmpty()
                ? page.getAccount()
                : page.getAlias() + " (" + page.getAccount() + ")";
    }

    Time sessionExpires() {
        return Time.of(page.getSessionExpires());
    }

    Time roleExpires() {
        return Time.of(page.getRoleExpires());
    }

    Time passwordChanged() {
        return Time.of(page.getPasswordChanged());
    }

    Time passwordExpires() {
        return Time.of(page.getPasswordExpires());
    }

    List<Key> keys() {
        return page.getKeysList().stream()
                .map(key ->
                        new Key(
                                key.getId(),
                                key.getActive(),
                                Time.of(key.getCreated()),
                                Time.of(key.getLastUsed()),
                                key.getLastUsedService(),
                                Time.of(key.getReplaceBy())))
                .toList();
    }

    List<Device> devices() {
        return page.getDevicesList().stream()
                .map(device -> new Device(device.getSerialNumber(), Time.of(device.getEnabled())))
                .toList();
    }

    List<Group> everywhere() {
        return groups(page.getAllowedEverywhereList());
    }

    List<Group> onSelf() {
        return groups(page.getAllowedOnSelfList());
    }

    int everywhereCount() {
        return page.getAllowedEverywhereCount();
    }

    int onSelfCount() {
        return page.getAllowedOnSelfCount();
    }

    private static List<Group> groups(List<String> actions) {
        Map<String, List<String>> byVendor = new TreeMap<>();
        for (String action : actions) {
            int colon = action.indexOf(':');
            byVendor.computeIfAbsent(action.substring(0, colon), _ -> new ArrayList<>())
                    .add(action.substring(colon + 1));
        }
        return byVendor.entrySet().stream()
                .map(group -> new Group(group.getKey(), group.getValue()))
                .toList();
    }
}
