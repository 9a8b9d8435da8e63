#!/usr/bin/env bash
# Measures the whole program on a folder of reports: how fast it indexes, its peak memory, the size of the index, the
# cost of a cold search, and the times of 1,000 warm queries.     benches/process.sh FOLDER [BINARY]
set -euo pipefail
folder=$1 binary=${2:-target/release/baogao}
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 - "$folder" "$binary" "$work" <<'PY'
import json, os, random, re, resource, statistics, subprocess, sys, time
folder, binary, work = sys.argv[1:]
base = [binary, "--index", f"{work}/index"]
t = time.time(); subprocess.run([*base, "index", folder], check=True, capture_output=True); build = time.time() - t
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
t = time.time(); subprocess.run([*base, "index", folder], check=True, capture_output=True); again = time.time() - t
sections = [json.loads(l) for l in subprocess.run([*base, "export"], check=True, capture_output=True).stdout.splitlines()]
text = sum(len((s["title"] + s["text"]).encode()) for s in sections)
size = sum(os.path.getsize(os.path.join(d, f)) for d, _, fs in os.walk(f"{work}/index") for f in fs)
def utf8(path):
    raw = open(path, "rb").read()
    try: return len(raw.decode().encode())
    except UnicodeDecodeError: return len(raw.decode("gb18030", "replace").encode())
source = sum(utf8(os.path.join(d, f)) for d, _, fs in os.walk(folder) for f in fs if f.endswith((".txt", ".md", ".html")))
print(f"indexing {source / 1e6:.1f} MB of UTF-8 in files, {text / 1e6:.1f} MB of text in sections: {source / 1e6 / build:.1f} MB/s of files, {text / 1e6 / build:.1f} MB/s of text")
print(f"a second run takes {again / build:.3f} of the first; peak memory {peak:.0f} MiB; index size {size / text:.2f} of the text")
def cold(*args):
    times = []
    for _ in range(20):
        t = time.time(); subprocess.run(args, capture_output=True); times.append(time.time() - t)
    return 1000 * statistics.median(times)
print(f"cold search less cold --version: {cold(*base, 'search', '教师队伍建设') - cold(binary, '--version'):.1f} ms")
rnd = random.Random(1)
words = [w for s in sections for w in re.findall(r"[\u4e00-\u9fff]{4,10}", s["title"])]
queries = [rnd.choice(words) for _ in range(1000)]
out = subprocess.run([*base, "search", "-", "--json"], input="\n".join(queries).encode(), capture_output=True).stdout
took = sorted(json.loads(l)["took_ms"] for l in out.splitlines())
print(f"1,000 warm queries on {len(sections)} sections: p50 {took[500]:.2f} ms, p99 {took[990]:.2f} ms, longest {took[-1]:.2f} ms")
PY
