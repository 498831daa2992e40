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
public record ShownPage(String token, String problem, String notice, ConsolePage page) {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);

    /** An instant, for machines and for people. */
    public record Time(String iso, String shown) {

        static Time of(String iso) {
            return new Time(iso, iso.isEmpty() ? "never" : TIME.format(Instant.parse(iso)));
        }
    }

    public record Key(
            String id, boolean active, Time created, Time used, String service, Time replaceBy) {

        public boolean isToBeReplaced() {
            return !replaceBy.iso().isEmpty();
        }
    }

    public record Device(String serialNumber, Time enabled) {}

    /** Allowed actions of one service. */
    public record Group(String vendor, List<String> names) {
        public Group {
            names = List.copyOf(names);
        }
    }

    /** Whether a provider vouched, instead of a password. */
    public boolean isFederated() {
        return !page.getProviderArn().isEmpty();
    }

    /** Whether a role's session acts, whose keys the command line can use. */
    public boolean isRoleActing() {
        return isFederated() || isInRole();
    }

    public boolean isShowingCredentials() {
        return page.hasCredentials();
    }

    public Time credentialsExpire() {
        return Time.of(page.getCredentials().getExpires());
    }

    public boolean isInRole() {
        return !page.getRoleName().isEmpty();
    }

    public String account() {
        return page.getAlias().isEmpty()
                ? page.getAccount()
                : page.getAlias() + " (" + page.getAccount() + ")";
    }

    public Time sessionExpires() {
        return Time.of(page.getSessionExpires());
    }

    public Time roleExpires() {
        return Time.of(page.getRoleExpires());
    }

    public Time passwordChanged() {
        return Time.of(page.getPasswordChanged());
    }

    public Time passwordExpires() {
        return Time.of(page.getPasswordExpires());
    }

    public List<Key> keys() {
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

    public List<Device> devices() {
        return page.getDevicesList().stream()
                .map(device -> new Device(device.getSerialNumber(), Time.of(device.getEnabled())))
                .toList();
    }

    public List<Group> everywhere() {
        return groups(page.getAllowedEverywhereList());
    }

    public List<Group> onSelf() {
        return groups(page.getAllowedOnSelfList());
    }

    public int everywhereCount() {
        return page.getAllowedEverywhereCount();
    }

    public int onSelfCount() {
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
