# Sourced by the scripts of this folder: sentences, free ports, the checks that more than one of them makes.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)

say() { printf '%s\n' "$*" >&2; }

# A refusal is a sentence that says what to do; the script ends.
refuse() {
  printf '%s\n' "$*" >&2
  exit 1
}

# value_of "$@": refuses an option that nothing follows.
value_of() { [ -n "${2:-}" ] || refuse "参数 $1 后面要写值。"; }

port_taken() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# A port nobody listens on, below the range that the kernel hands out to clients.
free_port() {
  local port
  for _ in {1..200}; do
    port=$((20000 + RANDOM % 12000))
    port_taken "$port" || { echo "$port"; return; }
  done
  refuse "本机找不到空闲端口，请关闭一些程序后重试。"
}

random_password() { od -An -N "${1:-24}" -tx1 /dev/urandom | tr -d ' \n'; }

# Prints the installed SDK or refuses: a newer feature band of 10.0 is fine, another version is not.
check_sdk() {
  command -v dotnet >/dev/null ||
    refuse "没有找到 dotnet。请安装 .NET 10 SDK（https://dotnet.microsoft.com/download/dotnet/10.0），并把它加入 PATH 后重试。"
  local version
  version=$(cd "$root" && dotnet --version 2>/dev/null) || version=
  case $version in
    10.0.*) ;;
    *) refuse "需要 .NET 10 SDK，本机现有：$(dotnet --list-sdks 2>/dev/null | cut -d' ' -f1 | paste -sd' ' - | grep . || echo 无)。请安装后重试：https://dotnet.microsoft.com/download/dotnet/10.0" ;;
  esac
}

# apt-get as root or by a sudo that asks nothing; fails where neither is possible.
apt_install() {
  command -v apt-get >/dev/null || return 1
  local as=()
  if [ "$(id -u)" -ne 0 ]; then
    sudo -n true 2>/dev/null || return 1
    as=(sudo -n)
  fi
  "${as[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >&2 ||
    { "${as[@]}" apt-get update -qq >&2 && "${as[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >&2; }
}
