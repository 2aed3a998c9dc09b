-- Sends the requests of a list in turn, and prints one line: requests a second, median and 99th percentile in
-- milliseconds, and how many were refused. A line of the list: method, path, cookie and body, with tabs between them;
-- `{n}` in a body becomes a number that grows. With ONCE set each line is sent no more than once.
local requests, sent = {}, 0
local once = os.getenv("ONCE") == "1"

function init()
  for line in io.lines(os.getenv("LIST")) do
    local method, path, cookie, body = line:match("^([^\t]*)\t([^\t]*)\t([^\t]*)\t(.*)$")
    local headers = { Cookie = cookie, Host = wrk.host .. ":" .. wrk.port }
    if method == "POST" then
      headers["Content-Type"] = "application/x-www-form-urlencoded"
      headers["Origin"] = "http://" .. wrk.host .. ":" .. wrk.port
      headers["Sec-Fetch-Site"] = "same-origin"
    end
    local is_numbered = body:find("{n}", 1, true) ~= nil
    local text = not is_numbered and wrk.format(method, path, headers, body ~= "" and body or nil)
    table.insert(requests, { text = text, method = method, path = path, headers = headers, body = body })
  end
end

function request()
  sent = sent + 1
  if once and sent >= #requests then wrk.thread:stop() end
  local next = requests[(sent - 1) % #requests + 1]
  if next.text then return next.text end
  return wrk.format(next.method, next.path, next.headers, (next.body:gsub("{n}", tostring(sent))))
end

function done(summary, latency)
  local errors = summary.errors
  local failed = errors.status + errors.connect + errors.read + errors.write + errors.timeout
  print(string.format("RESULT %.0f %.1f %.1f %d %d", summary.requests / (summary.duration / 1e6),
    latency:percentile(50) / 1000, latency:percentile(99) / 1000, failed, summary.requests))
end
