-- wrk script: each request is a payment of its own on one of `claims` claims. Arguments: API key, prefix of the
-- idempotency keys, number of claims.
local count = 0
local body = '{"kind":"payment","amount_minor":100,"value_date":"2026-01-02"}'
local headers = {}
local prefix, claims

function init(arguments)
  headers["Authorization"] = "Bearer " .. arguments[1]
  headers["Content-Type"] = "application/json"
  prefix = arguments[2]
  claims = tonumber(arguments[3])
end

function request()
  count = count + 1
  headers["Idempotency-Key"] = prefix .. "-" .. count
  -- 7919 is prime: neighbours in time pay on claims that lie far apart.
  local path = "/api/source/v1/claims/BENCH-" .. (10000000 + count * 7919 % claims) .. "/changes"
  return wrk.format("POST", path, headers, body)
end
