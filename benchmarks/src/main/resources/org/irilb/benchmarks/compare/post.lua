-- The wallet: POSTs one command. Arguments: bytes of the body (26 is getNodeInfo as wallets write it), and "close" for
-- a connection per request. Ends with one line of JSON.
function init(args)
   local start = '{"command": "getNodeInfo"'
   local bytes = tonumber(args[1])
   local rest = bytes - #start - 1
   if rest > 0 then
      wrk.body = start .. ',"trytes":["' .. string.rep("9", rest - 14) .. '"]}'
   else
      wrk.body = start .. "}"
   end
   assert(#wrk.body == bytes, "the body has " .. #wrk.body .. " bytes")
   wrk.method = "POST"
   wrk.headers["Content-Type"] = "application/json"
   wrk.headers["X-IOTA-API-Version"] = "1"
   if args[2] == "close" then
      wrk.headers["Connection"] = "close"
   end
end

function done(summary, latency, requests)
   local e = summary.errors
   io.write(string.format(
      '{"requests":%d,"micros":%d,"bytes":%d,"connect":%d,"read":%d,"write":%d,"status":%d,"timeout":%d,"p50":%d,"p99":%d,"max":%d}\n',
      summary.requests, summary.duration, summary.bytes, e.connect, e.read, e.write, e.status, e.timeout,
      latency:percentile(50), latency:percentile(99), latency.max))
end
