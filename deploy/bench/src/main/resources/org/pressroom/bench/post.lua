-- For wrk: posts the body in BENCH_BODY again and again, with another {text} and {n} each time.
local words = { "harbour", "lantern", "meadow", "copper", "whistle", "orchard", "granite", "feather", "compass",
  "thunder", "velvet", "saddle", "pepper", "glacier", "ribbon", "mirror", "anchor", "cinder", "willow", "marble" }
local run = os.getenv("BENCH_RUN")
local template = os.getenv("BENCH_BODY")
local count = 0

function init()
  -- What it draws keeps the texts of two runs apart, and nothing else.
  math.randomseed(os.time())
  wrk.headers["Content-Type"] = "application/json"
end

function request()
  count = count + 1
  local number = run .. "-" .. count
  local text = {}
  for place = 1, 20 do
    text[place] = words[math.random(#words)]
  end
  local body = template:gsub("{text}", table.concat(text, " ") .. " " .. number):gsub("{n}", number)
  return wrk.format("POST", nil, nil, body)
end
