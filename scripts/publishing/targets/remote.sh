# The server's part of `ssh:`. POSIX sh, rsync and GNU coreutils, and flock where there is one; see layout.py for the names.
#
# Standard input brings this text, a line with the folder (absolute, or from ~), then requests: a line
# `VERB WORD… BYTES`, and so many bytes for the verb to read. The answer to each is lines that begin with a word, among
# them what programs complain of, then `= STATUS`. Words have no spaces: numbers, and ids of releases. When the input
# ends, so does this, and with it the lock: whoever acts here holds it.

exec 2>&1
umask 022
LC_ALL=C
export LC_ALL

IFS= read -r place
case $place in
"~") place=$HOME ;;
"~/"*) place=$HOME/${place#"~/"} ;;
esac

# Statuses with a meaning of their own.
PARENTLESS=41 FOREIGN=42 HELD=43 NO_LINK=44

# Who publishes: makes the folder, takes the lock, sweeps what a dead publisher left. $1: this connection's owner, in base64.
hold() {
    [ -d "${place%/*}/" ] || return $PARENTLESS
    [ -d "$place" ] || mkdir -- "$place" || [ -d "$place" ] || return
    cd -- "$place" || return
    for name in * .release; do
        [ "$name" != .release ] || [ -e .release ] || continue # other layouts have it
        case $name in
        "*" | releases | current | lock | lock.d | log | counter | lost+found) ;;
        *)
            printf 'foreign %s\n' "$name"
            return $FOREIGN
            ;;
        esac
    done
    [ -L current ] || [ ! -e current ] || return $NO_LINK
    if command -v flock >/dev/null; then
        exec 9>>lock
        flock -n 9 || {
            printf 'holder %s\n' "$(cat lock)"
            return $HELD
        }
    else
        hold_by_name || return
    fi
    # A full disk must not keep anyone from going back.
    printf '%s 进程 %s\n' "$(printf '%s' "$1" | base64 -d)" $$ 2>/dev/null >lock
    mkdir -p releases || return
    # What an rsync that lost its publisher still writes may come between; it can write nothing once its folder is gone.
    rm -rf .current-* .counter-* releases/.staging-* releases/.trash-* || {
        sleep 1
        rm -rf releases/.staging-* releases/.trash-*
    }
}

# Where the kernel lends no lock: lock.d/N is a link whose text says which process holds it, and N counts up. It is
# made only when the one with the highest number is dead, and link(2) lets one of two win. The highest is never removed.
hold_by_name() {
    mkdir -p lock.d || return
    highest
    if [ "$last" != 100000 ]; then
        holder=$(readlink "lock.d/$last")
        [ "$(life_of "${holder%%-*}")" != "$holder" ] || {
            printf 'holder %s\n' "$(cat lock)"
            return $HELD
        }
    fi
    mine=$((last + 1))
    ln -sT "$(life_of $$)" "lock.d/$mine" || {
        [ ! -L "lock.d/$mine" ] || return $HELD
        return 1
    }
    # One may have come and gone, and another come, since the look at the highest.
    highest
    [ "$last" = "$mine" ] || {
        rm -f "lock.d/$mine"
        return $HELD
    }
    for name in lock.d/*; do
        [ "$name" = "lock.d/$mine" ] || rm -f "$name"
    done
}

highest() {
    last=100000
    for name in lock.d/*; do
        [ ! -L "$name" ] || last=${name#lock.d/}
    done
}

# A process as no other is called: its number, when it began, since which start of the machine. Empty if it is dead.
life_of() {
    read -r stat 2>/dev/null <"/proc/$1/stat" || return 0
    read -r boot </proc/sys/kernel/random/boot_id
    pid=$1
    set -- ${stat##*) }
    [ "$1" != Z ] || return 0 # dead, and its parent has not looked yet
    printf '%s' "$pid-${20}-$boot"
}

# All that is known of the releases, in lines of: folder NAME, release NAME ITS-RELEASE ITS-LIST (if no file of the list
# is missing), current TARGET, counter and log; contents in base64. Nothing if there is no folder yet.
shelf() {
    cd -- "$place" 2>/dev/null || return 0
    for folder in releases/*/; do
        name=${folder#releases/}
        printf 'folder %s\n' "${name%/}"
        (cd "$folder" && cut -c 67- .release/SHA256SUMS | tr '\n' '\0' | wc -c --files0-from=-) >/dev/null 2>&1 || continue
        told=$(base64 -w0 "$folder.release/release.json" 2>/dev/null) || continue
        listed=$(base64 -w0 "$folder.release/SHA256SUMS" 2>/dev/null) || continue
        printf 'release %s %s %s\n' "${name%/}" "$told" "$listed"
    done
    [ ! -L current ] || printf 'current %s\n' "$(readlink current)"
    [ ! -f counter ] || printf 'counter %s\n' "$(base64 -w0 counter)"
    [ ! -f log ] || printf 'log %s\n' "$(tail -n 100 log | base64 -w0)"
}

# Begins release $1, and says where its folder is until it is finished.
begin() {
    mkdir "releases/.staging-$1"
    cd "releases/.staging-$1"
    printf 'staging %s\n' "$(pwd -P)"
}

# Gives files of other releases a name in releases/$1, in one step each, whether it has its own name yet or not. Lines:
# `ID PATH`.
carry() {
    while read -r id path; do
        to=releases/$1/$path
        [ -d "${to%/*}" ] || mkdir -p "${to%/*}"
        ln -f "releases/$id/$path" "$to" 2>/dev/null || {
            cp -p "releases/$id/$path" releases/.staging-copy
            mv -fT releases/.staging-copy "$to"
        }
    done
    sync -f releases || sync
}

# Dates the new files of release $1 with $2, in seconds since 1970. Lines: paths.
stamp() {
    cd "releases/.staging-$1"
    time=$2
    set --
    while IFS= read -r path; do
        set -- "$@" "./$path"
        if [ $# = 100 ]; then
            touch -d "@$time" -- "$@"
            set --
        fi
    done
    [ $# = 0 ] || touch -d "@$time" -- "$@"
}

# Reads files below releases/$1 and holds them against a list, as sha256sum writes it. Lines: bad PATH.
check() {
    cd "releases/$1"
    bad=$(sha256sum --strict --quiet -c -) && return
    [ -n "$bad" ]
    printf '%s\n' "$bad" | while IFS= read -r said; do
        printf 'bad %s\n' "${said%: FAILED*}"
    done
}

# The release $1 is whole: it gets its name. The counter comes on standard input, before anyone can see the number used.
finish() {
    cat >".counter-$$"
    sync -f "releases/.staging-$1" || sync
    mv -T ".counter-$$" counter
    mv -T "releases/.staging-$1" "releases/$1"
    sync releases .
}

# Makes release $1 the one that readers see: one rename(2).
switch() {
    ln -sT "releases/$1" ".current-$1"
    mv -T ".current-$1" current
    sync .
}

# Takes back the first release.
unpublish() {
    rm -f current
    sync .
}

# Removes releases, done or not, but never the one that readers see.
drop() {
    for id in "$@"; do
        [ "$(readlink current)" != "releases/$id" ] || continue
        rm -rf "releases/.staging-$id"
        [ ! -e "releases/$id" ] || mv -T "releases/$id" "releases/.trash-$id"
        rm -rf "releases/.trash-$id"
    done
}

# Adds to the log, on a line of its own even if the last writer was cut off.
note() {
    [ ! -s log ] || [ -z "$(tail -c 1 log)" ] || echo >>log
    cat >>log
    sync log
}

for tool in rsync sha256sum base64; do
    command -v $tool >/dev/null || printf 'lacks %s\n' $tool
done
echo "= 0"
while IFS= read -r request; do
    set -f
    set -- $request
    set +f
    verb=$1
    shift
    words= bytes=
    for word in "$@"; do
        words="$words $bytes"
        bytes=$word
    done
    case $verb in
    hold)
        # Here and not in a process of its own, as the lock must outlast it.
        hold $words
        ;;
    shelf | begin | carry | stamp | check | finish | switch | unpublish | drop | note)
        # Whatever the verb leaves of its bytes is no request.
        head -c "$bytes" | {
            (
                set -e
                $verb $words
            )
            status=$?
            cat >/dev/null
            exit $status
        }
        ;;
    *) false ;;
    esac
    printf '= %s\n' $?
done
